package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.unitycatalog.client.ApiClient;
import io.unitycatalog.client.ApiClientBuilder;
import io.unitycatalog.client.retry.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends one request, once, over the client library's own connection: its base path, user agent and
 * interceptors. Its typed calls are not used: each of its API objects would open connections of its
 * own, their answers lose fields that the library does not know, and its retries go by status.
 */
final class UnityTransport {
  private static final String VERSION = "0.1";

  private final UnityCatalogSettings settings;
  private final BearerToken token;
  private final ApiClient client;
  private final HttpClient http;
  private final ObjectMapper mapper;

  UnityTransport(UnityCatalogSettings settings) {
    this.settings = settings;
    this.token = new BearerToken(settings.token());
    this.client =
        ApiClientBuilder.create()
            .uri(settings.uri())
            .addAppVersion("levee", VERSION)
            .tokenProvider(token)
            .retryPolicy(new Once())
            .build();
    client.setHttpClientBuilder(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.requestTimeout()));
    this.http = client.getHttpClient();
    this.mapper = client.getObjectMapper();
  }

  /** Writes the library's request models. One for all: the library makes a new one each time. */
  ObjectMapper mapper() {
    return mapper;
  }

  /** The server's address. */
  String place() {
    return settings.uri().toString();
  }

  /** Sends a request; once more when the token was refused and its source has another one. */
  UnityAnswer send(UnityRequest request) throws IOException, InterruptedException {
    String used = token.current();
    UnityAnswer answer = sendOnce(request);
    boolean refused = answer.status() == 401 || answer.status() == 403;
    return refused && token.renewed(used) ? sendOnce(request) : answer;
  }

  private UnityAnswer sendOnce(UnityRequest request) throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(client.getBaseUri() + request.path()))
            .timeout(settings.requestTimeout())
            .header("Accept", "application/json");
    if (!token.current().isEmpty()) {
      client.getRequestInterceptor().accept(builder);
    }
    if (request.body().isPresent()) {
      builder
          .header("Content-Type", "application/json")
          .method(request.method(), BodyPublishers.ofString(request.body().get().toString()));
    } else {
      builder.method(request.method(), BodyPublishers.noBody());
    }
    HttpResponse<String> response =
        http.send(builder.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    return new UnityAnswer(response.statusCode(), response.body(), retryAfter(response));
  }

  /** Only seconds: a date would have to be compared with a clock that is not the server's. */
  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .map(String::trim)
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  /** The library's own retries are off: {@link UnityCalls} has them. */
  private static final class Once implements RetryPolicy {
    @Override
    public int maxAttempts() {
      return 1;
    }

    @Override
    public Duration sleepTime(int attempt) {
      return Duration.ZERO;
    }

    @Override
    public boolean allowRetry(int attempt) {
      return false;
    }
  }
}
