package dev.levee.sync.store.s3.direct;

import static dev.levee.sync.store.s3.direct.ByteServer.hears;
import static dev.levee.sync.store.s3.direct.ByteServer.says;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.ManualTime;
import dev.levee.sync.store.ObjectBody;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A client that has no more than one connection, for which time stands still. */
final class OneConnection implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofMillis(300);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private DirectClient client = client(PATIENCE);

  private static DirectClient client(Duration patience) {
    return new DirectClient(
        StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")),
        "us-east-1",
        new DirectClient.Limits(1, PATIENCE, patience),
        new ManualTime());
  }

  /** For what has to wait for silence. */
  void hasLittlePatience() {
    client.close();
    client = client(SILENCE);
  }

  /** A second connection answers {@code ok}, twice. */
  static ByteServer server(ByteServer.Step... first) throws IOException {
    return new ByteServer(List.of(List.of(first), List.of(hears(), says(OK), hears(), says(OK))));
  }

  private static DirectRequest request(String method, ByteServer server) {
    return DirectRequest.of(method, server.bucket(), "key");
  }

  DirectAnswer send(DirectRequest request) throws IOException {
    return client.send(request);
  }

  DirectAnswer send(String method, ByteServer server) throws IOException {
    return send(request(method, server));
  }

  String get(ByteServer server) throws IOException {
    try (DirectAnswer answer = send("GET", server)) {
      return new String(answer.body().readAllBytes(), ISO_8859_1);
    }
  }

  int put(ByteServer server, ObjectBody body) throws IOException {
    try (DirectAnswer answer = send(request("PUT", server).sending(body))) {
      return answer.status();
    }
  }

  DirectAnswer create(ByteServer server, ObjectBody body) throws IOException {
    return send(request("PUT", server).sending(body).with("if-none-match", "*"));
  }

  /** A request gets its answer, which shows that the one connection that may be is free. */
  void assertNextOnConnection(int number, ByteServer server) throws IOException {
    assertThat(get(server)).isEqualTo("ok");
    assertThat(server.accepted()).isEqualTo(number + 1);
  }

  @Override
  public void close() {
    client.close();
  }
}
