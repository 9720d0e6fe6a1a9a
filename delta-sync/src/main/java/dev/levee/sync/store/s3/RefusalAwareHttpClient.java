package dev.levee.sync.store.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Uses no connection again on which a request with a body was refused. A server may refuse before
 * it has read the body, and then closes the connection, some (MinIO) without saying so: the next
 * request on it would fail, and an exclusive creation, which is never repeated, would come out
 * {@code Unknown} for no reason.
 */
final class RefusalAwareHttpClient implements SdkHttpClient {
  private static final int FIRST_ERROR_STATUS = 400;
  private static final int LONGEST_ERROR = 1 << 20;

  private final SdkHttpClient client;

  RefusalAwareHttpClient(SdkHttpClient client) {
    this.client = client;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = client.prepareRequest(request);
    return request.contentStreamProvider().isEmpty() ? prepared : new WithBody(prepared);
  }

  private record WithBody(ExecutableHttpRequest request) implements ExecutableHttpRequest {
    @Override
    public HttpExecuteResponse call() throws IOException {
      HttpExecuteResponse response = request.call();
      SdkHttpResponse head = response.httpResponse();
      Optional<AbortableInputStream> body = response.responseBody();
      if (head.statusCode() < FIRST_ERROR_STATUS || body.isEmpty()) {
        return response;
      }
      return HttpExecuteResponse.builder()
          .response(head)
          .responseBody(detached(body.get(), length(head)))
          .build();
    }

    private static int length(SdkHttpResponse head) {
      long length = head.firstMatchingHeader("Content-Length").map(Long::parseLong).orElse(0L);
      return length > 0 && length < LONGEST_ERROR ? (int) length : LONGEST_ERROR;
    }

    /**
     * The text of the refusal, without the connection that it came on. To read beyond the last byte
     * would give the connection back before it can be aborted.
     */
    private static AbortableInputStream detached(AbortableInputStream body, int length)
        throws IOException {
      try {
        byte[] text = body.readNBytes(length);
        return AbortableInputStream.create(new ByteArrayInputStream(text));
      } finally {
        body.abort();
      }
    }

    @Override
    public void abort() {
      request.abort();
    }
  }

  @Override
  public String clientName() {
    return client.clientName();
  }

  @Override
  public void close() {
    client.close();
  }
}
