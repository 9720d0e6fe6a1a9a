package dev.levee.daemon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks a daemon. What it cannot or will not do ends the command. */
final class AdminClient {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int FIRST_ERROR = 400;

  /** In place of the body of an answer that the JDK keeps for itself: 401 to a request with one. */
  private static final String UNREAD = Json.write(new ErrorReport("", ""));

  private static final String GROUPS = "/v1/failover-groups";

  private final URI admin;
  private final Optional<Secret> token;

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
    return send(path, Optional.empty(), type);
  }

  private GroupReport post(String path, String body) {
    return post(path, body, GroupReport.class);
  }

  private <T> T post(String path, String body, Class<T> type) {
    return send(path, Optional.of(body), type);
  }

  private <T> T send(String path, Optional<String> body, Class<T> type) {
    Answer answer;
    try {
      answer = answer(path, body);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.PREFLIGHT,
          "no daemon answers at "
              + admin
              + "; start one with 'levee run --config FILE' or name its port with --admin",
          e);
    }
    try {
      if (answer.status() / 100 == 2) {
        return Json.readAnswer(answer.body(), type);
      }
      throw refusal(answer.status(), Json.readAnswer(answer.body(), ErrorReport.class));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.PREFLIGHT, "what answers at " + admin + " is no Levee daemon", e);
    }
  }

  private record Answer(int status, String body) {}

  private Answer answer(String path, Optional<String> body) throws IOException {
    HttpURLConnection connection = connection(path);
    if (body.isPresent()) {
      byte[] bytes = body.get().getBytes(UTF_8);
      connection.setDoOutput(true);
      // Or a request without an answer would be made again, failovers too.
      connection.setFixedLengthStreamingMode(bytes.length);
      connection.setRequestProperty("Content-Type", "application/json");
      try (OutputStream out = connection.getOutputStream()) {
        out.write(bytes);
      }
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status < FIRST_ERROR ? connection.getInputStream() : connection.getErrorStream()) {
      return new Answer(status, in == null ? UNREAD : new String(in.readAllBytes(), UTF_8));
    }
  }

  /**
   * Of the old kind: the new one loads certificates even for plain HTTP, and its thread holds up
   * the end of the process. Together they took more than half of a command's time.
   */
  private HttpURLConnection connection(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(admin + path).toURL().openConnection();
    connection.setConnectTimeout((int) PATIENCE.toMillis());
    connection.setReadTimeout((int) PATIENCE.toMillis());
    connection.setInstanceFollowRedirects(false);
    token.ifPresent(
        secret -> connection.setRequestProperty("Authorization", "Bearer " + secret.reveal()));
    return connection;
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
