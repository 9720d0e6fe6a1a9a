package dev.levee.daemon.stableurl;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * The body of a request on its way to the server. What is small is read first, so that it can be
 * sent again; what is large is passed on as it comes.
 */
final class PassedBody {
  /** Larger than any request of the API. */
  static final long MAX_BYTES = 64L << 20;

  private static final int READ_FIRST = 1 << 20;
  private static final Set<String> SENT_AGAIN = Set.of("GET", "HEAD");

  private PassedBody() {}

  static BodyPublisher of(Request request) throws IOException {
    long length = request.getLength();
    boolean isThere = length > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    if (!isThere) {
      return BodyPublishers.noBody();
    }
    // The JDK's client sends reads again by itself when a connection breaks.
    boolean isSentAgain = SENT_AGAIN.contains(request.getMethod());
    if (length > MAX_BYTES || (isSentAgain && length > READ_FIRST)) {
      throw tooLarge();
    }
    InputStream body = Request.asInputStream(request);
    if (length > READ_FIRST) {
      return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> body), length);
    }
    byte[] first = body.readNBytes(READ_FIRST + 1);
    if (first.length > READ_FIRST) {
      throw tooLarge();
    }
    return BodyPublishers.ofByteArray(first);
  }

  /** Whether its bytes still come from the client while it is sent. */
  static boolean isPassedAsItComes(BodyPublisher body) {
    return body.contentLength() > READ_FIRST;
  }

  private static RefusedRequest tooLarge() {
    return RefusedRequest.of(
        413,
        "INVALID_ARGUMENT",
        "a body has at most %d bytes, and %d where its length is not said or the request is a read"
            .formatted(MAX_BYTES, READ_FIRST));
  }
}
