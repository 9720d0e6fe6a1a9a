package dev.levee.daemon.process.chaos;

import dev.levee.daemon.report.GroupReport;
import dev.levee.daemon.report.Json;
import dev.levee.sync.group.FailoverType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** What an operator asks of a daemon that may be gone at any moment. */
final class AdminPort {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String GROUP = "/v1/failover-groups/" + ChaosConfig.GROUP;
  private static final int FIRST_REFUSAL = 300;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  /** The group, as a daemon shows it. */
  Optional<GroupReport> group(String admin) throws InterruptedException {
    return send(request(admin, "").GET().build())
        .map(answer -> Json.readAnswer(answer.body(), GroupReport.class));
  }

  /** Whether the daemon took it, or had done it before. */
  boolean failover(String admin, String target, FailoverType type) throws InterruptedException {
    String body =
        "{\"target_primary_region\": \"%s\", \"failover_type\": \"%s\"}".formatted(target, type);
    return send(request(admin, "/failover")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build())
        .isPresent();
  }

  private static HttpRequest.Builder request(String admin, String action) {
    return HttpRequest.newBuilder(URI.create(admin + GROUP + action)).timeout(PATIENCE);
  }

  private Optional<HttpResponse<String>> send(HttpRequest request) throws InterruptedException {
    try {
      return Optional.of(http.send(request, BodyHandlers.ofString()))
          .filter(answer -> answer.statusCode() < FIRST_REFUSAL);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
