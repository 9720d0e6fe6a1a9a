package dev.levee.sync.catalog.unity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer is judged by the server's code; the status decides only where there is none. */
class RefusalTest {
  @ParameterizedTest
  @CsvSource({
    "400, SCHEMA_ALREADY_EXISTS, ALREADY_EXISTS",
    "400, RESOURCE_ALREADY_EXISTS, ALREADY_EXISTS",
    "409, AlreadyExistsException, ALREADY_EXISTS",
    "404, TABLE_NOT_FOUND, NOT_FOUND",
    "404, NOT_FOUND, NOT_FOUND",
    "404, TABLE_DOES_NOT_EXIST, NOT_FOUND",
    "404, NoSuchTableException, NOT_FOUND",
    "404, ENDPOINT_NOT_FOUND, REFUSED",
    "404, METASTORE_DOES_NOT_EXIST, REFUSED",
    "401, UNAUTHENTICATED, UNAUTHENTICATED",
    "403, PERMISSION_DENIED, PERMISSION_DENIED",
    "429, RESOURCE_EXHAUSTED, THROTTLED",
    "400, REQUEST_LIMIT_EXCEEDED, THROTTLED",
    "503, TEMPORARILY_UNAVAILABLE, UNAVAILABLE",
    "500, INTERNAL, INTERNAL",
    "400, FAILED_PRECONDITION, REFUSED",
    "400, INVALID_ARGUMENT, REFUSED"
  })
  void theCodeDecides(int status, String code, Refusal expected) {
    assertThat(Refusal.of(answer(status, "{\"error_code\": \"%s\"}".formatted(code))))
        .isEqualTo(expected);
    assertThat(Refusal.of(answer(status, "{\"error\": {\"type\": \"%s\"}}".formatted(code))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHENTICATED",
    "403, PERMISSION_DENIED",
    "404, REFUSED",
    "302, REFUSED",
    "429, THROTTLED",
    "500, INTERNAL",
    "502, UNAVAILABLE",
    "504, UNAVAILABLE"
  })
  void withoutACodeTheStatusDecides(int status, Refusal expected) {
    assertThat(Refusal.of(answer(status, "<html>gateway</html>"))).isEqualTo(expected);
  }

  @Test
  void theServersOwnWordsAreShownButNotWholePages() {
    assertThat(answer(400, "{\"message\": \"too long\"}").errorMessage()).isEqualTo("too long");
    assertThat(answer(400, "{\"error\": {\"message\": \"stale\"}}").errorMessage())
        .isEqualTo("stale");
    assertThat(answer(502, "x".repeat(10_000)).errorMessage()).hasSizeLessThan(600);
  }

  private static UnityAnswer answer(int status, String body) {
    return new UnityAnswer(status, body, Optional.empty());
  }
}
