package dev.levee.daemon.stableurl;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.daemon.catalog.CatalogAnswer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/** How a client is answered. The header {@code Levee-Served-From} says who the answer is from. */
final class Responses {
  private static final String SERVED_FROM = "Levee-Served-From";
  private static final String RETRY_AFTER_SECONDS = "5";

  private Responses() {}

  /**
   * What the catalog server said, as it said it. The response is not ended: a body that broke off
   * must not look whole.
   */
  static void pass(
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer, Response response, Duration patience)
      throws IOException, InterruptedException {
    response.setStatus(answer.statusCode());
    PassedHeaders.toClient(answer.headers(), response.getHeaders());
    response.getHeaders().put(SERVED_FROM, "primary");
    AnswerBody.pass(answer.body(), piece -> Content.Sink.write(response, false, piece), patience);
  }

  /** What the replica says. */
  static void fromReplica(CatalogAnswer answer, Response response) throws IOException {
    response.getHeaders().put(SERVED_FROM, "replica");
    send(answer, response);
  }

  /** What Levee itself says. */
  static void refuse(RefusedRequest refusal, Response response) throws IOException {
    if (refusal.retryLater()) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
    } else {
      // Of what was not understood, nobody knows where it ends.
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    send(refusal.answer(), response);
  }

  static void send(CatalogAnswer answer, Response response) throws IOException {
    byte[] body = answer.body().toString().getBytes(UTF_8);
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, CatalogAnswer.CONTENT_TYPE);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    Content.Sink.write(response, true, ByteBuffer.wrap(body));
  }
}
