package dev.levee.daemon.cli;

import dev.levee.daemon.config.Secret;
import dev.levee.daemon.report.CatalogStatusReport;
import dev.levee.daemon.report.ErrorReport;
import dev.levee.daemon.report.EventReport;
import dev.levee.daemon.report.FailoverBody;
import dev.levee.daemon.report.FailoverPreviewReport;
import dev.levee.daemon.report.GroupReport;
import dev.levee.daemon.report.Json;
import dev.levee.daemon.report.LossesReport;
import dev.levee.daemon.report.StableUrlReport;
import dev.levee.daemon.report.TableReport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks a daemon. What it cannot or will not do ends the command. */
final class AdminClient {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String GROUPS = "/v1/failover-groups";

  private final URI admin;
  private final Optional<Secret> token;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  AdminClient(URI admin, Optional<Secret> token) {
    this.admin = admin;
    this.token = token;
  }

  List<GroupReport> groups() {
    return get(GROUPS, GroupReport.Groups.class).failoverGroups();
  }

  GroupReport group(String group) {
    return get(path(group, ""), GroupReport.class);
  }

  List<TableReport> tables(String group) {
    return tablesAndMirrors(group).tables();
  }

  TableReport.Tables tablesAndMirrors(String group) {
    return get(path(group, "/tables"), TableReport.Tables.class);
  }

  List<EventReport> events(String group, long after) {
    return get(path(group, "/events?after=" + after), EventReport.Events.class).events();
  }

  List<LossesReport> losses(String group) {
    return get(path(group, "/losses"), LossesReport.Failovers.class).failovers();
  }

  CatalogStatusReport catalog(String group, boolean misfits) {
    return get(path(group, "/catalog?misfits=" + misfits), CatalogStatusReport.class);
  }

  List<StableUrlReport> stableUrls() {
    return get("/v1/stable-urls", StableUrlReport.StableUrls.class).stableUrls();
  }

  GroupReport pause(String group) {
    return post(path(group, "/pause"), "");
  }

  GroupReport resume(String group) {
    return post(path(group, "/resume"), "");
  }

  /** Begins a failover; what comes back tells whether one was needed. */
  GroupReport failover(String group, FailoverBody body) {
    return post(path(group, "/failover"), Json.write(body));
  }

  /** What the failover would find; nothing is changed. */
  FailoverPreviewReport preview(String group, FailoverBody body) {
    return post(path(group, "/failover"), Json.write(body), FailoverPreviewReport.class);
  }

  private static String path(String group, String action) {
    if (!group.matches("[a-zA-Z0-9._-]+")) {
      throw new CommandFailure(ExitCode.USAGE, "'" + group + "' is no group's name");
    }
    return GROUPS + "/" + group + action;
  }

  private <T> T get(String path, Class<T> type) {
    return send(request(path).GET(), type);
  }

  private GroupReport post(String path, String body) {
    return post(path, body, GroupReport.class);
  }

  private <T> T post(String path, String body, Class<T> type) {
    HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return send(request, type);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(admin + path)).timeout(PATIENCE);
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
    return request;
  }

  private <T> T send(HttpRequest.Builder request, Class<T> type) {
    HttpResponse<String> response;
    try {
      response = http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.PREFLIGHT,
          "no daemon answers at "
              + admin
              + "; start one with 'levee run --config FILE' or name its port with --admin",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.FAILED, "interrupted", e);
    }
    try {
      if (response.statusCode() / 100 == 2) {
        return Json.readAnswer(response.body(), type);
      }
      throw refusal(response.statusCode(), Json.readAnswer(response.body(), ErrorReport.class));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.PREFLIGHT, "what answers at " + admin + " is no Levee daemon", e);
    }
  }

  private static CommandFailure refusal(int status, ErrorReport error) {
    return switch (status) {
      case 401 ->
          new CommandFailure(
              ExitCode.REFUSED, "the daemon wants its token; name its file with --token-file");
      case 400, 403, 409, 421 ->
          new CommandFailure(
              ExitCode.REFUSED, "refused: " + error.message() + " (" + error.errorCode() + ")");
      default -> new CommandFailure(ExitCode.FAILED, error.message());
    };
  }
}
