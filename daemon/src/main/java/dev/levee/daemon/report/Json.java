package dev.levee.daemon.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * JSON as the admin port speaks it: snake_case names, RFC 3339 times, absent values as null. Fields
 * that are not known are errors, and so are fields that are there twice.
 */
public final class Json {
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  /** A newer daemon may tell more than this client knows. */
  private static final JsonMapper LENIENT =
      STRICT.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Json() {}

  /** In one line. */
  public static String write(Object document) {
    try {
      return STRICT.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON for " + document.getClass(), e);
    }
  }

  /** In many lines, for people. */
  public static String pretty(Object document) {
    try {
      return STRICT.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON for " + document.getClass(), e);
    }
  }

  /**
   * Reads what a client sent.
   *
   * @throws IllegalArgumentException when the text is no such document, with the reason in one line
   */
  public static <T> T readRequest(byte[] text, Class<T> type) {
    try {
      T document = STRICT.readValue(text, type);
      if (document == null) {
        throw new IllegalArgumentException("the body is null");
      }
      return document;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException("the body cannot be read", e);
    }
  }

  /**
   * Reads what a daemon answered; fields that are not known are passed over.
   *
   * @throws IllegalArgumentException when the text is no such document
   */
  public static <T> T readAnswer(String text, Class<T> type) {
    try {
      return LENIENT.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no " + type.getSimpleName() + " in the answer", e);
    }
  }
}
