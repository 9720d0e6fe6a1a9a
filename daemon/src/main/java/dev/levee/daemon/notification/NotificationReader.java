package dev.levee.daemon.notification;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.levee.sync.model.Location;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads notifications of new objects: event messages of S3 (S3 user guide, "Event message
 * structure") and MinIO's, which say the same and more; S3's test event; events of EventBridge ("S3
 * event message structure" there); and what SNS wraps around any of them. Fields that are not known
 * are passed over.
 */
public final class NotificationReader {
  /** How many records a notification may have. S3 sends one, MinIO one. */
  public static final int MAX_RECORDS = 1000;

  private static final int MAX_DEPTH = 32;
  private static final String CREATED = "ObjectCreated:";
  private static final String FORMS =
      "; send S3 or MinIO event messages ({\"Records\": […]}), or EventBridge's \"Object Created\" events";

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private NotificationReader() {}

  /**
   * Reads a notification.
   *
   * @throws NotificationException when it is none
   */
  public static Notification read(byte[] body) throws NotificationException {
    return understood(parsed(body), true);
  }

  private static JsonNode parsed(byte[] body) throws NotificationException {
    try {
      JsonNode document = JSON.readTree(body);
      if (document.isObject()) {
        return document;
      }
    } catch (JsonProcessingException e) {
      throw new NotificationException("the body is no JSON: " + e.getOriginalMessage() + FORMS);
    } catch (IOException e) {
      throw new NotificationException("the body cannot be read" + FORMS);
    }
    throw new NotificationException("the body is no JSON object" + FORMS);
  }

  private static Notification understood(JsonNode document, boolean mayBeWrapped)
      throws NotificationException {
    if (document.has("Records")) {
      return records(document.get("Records"));
    }
    if (document.path("Event").asText().equals("s3:TestEvent")) {
      return Notification.of("a test event of S3: notifications arrive");
    }
    if (document.has("detail-type")) {
      return ofEventBridge(document);
    }
    if (mayBeWrapped && document.path("Message").isTextual()) {
      return wrapped(document);
    }
    throw new NotificationException("the body is no notification that is known" + FORMS);
  }

  /** An SNS message. Levee confirms no subscription: whoever may send decides that elsewhere. */
  private static Notification wrapped(JsonNode envelope) throws NotificationException {
    if (envelope.path("Type").asText().equals("SubscriptionConfirmation")) {
      return Notification.of(
          "an SNS subscription is to be confirmed, which Levee does not do by itself; open the SubscribeURL of the message, or put a function between SNS and Levee");
    }
    return understood(
        parsed(envelope.get("Message").textValue().getBytes(StandardCharsets.UTF_8)), false);
  }

  private static Notification records(JsonNode records) throws NotificationException {
    if (!records.isArray()) {
      throw new NotificationException("Records is no list" + FORMS);
    }
    if (records.size() > MAX_RECORDS) {
      throw new NotificationException(
          "there are %d records; send at most %d at a time".formatted(records.size(), MAX_RECORDS));
    }
    List<Location> created = new ArrayList<>();
    for (JsonNode event : records) {
      createdBy(event).ifPresent(created::add);
    }
    return new Notification(created, records.size() - created.size(), Optional.empty());
  }

  private static Optional<Location> createdBy(JsonNode event) {
    String name = event.path("eventName").asText();
    if (!name.startsWith(CREATED) && !name.startsWith("s3:" + CREATED)) {
      return Optional.empty();
    }
    JsonNode s3 = event.path("s3");
    String key = s3.path("object").path("key").asText();
    try {
      return location(s3, URLDecoder.decode(key, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }

  /** Keys in events of EventBridge are raw. */
  private static Notification ofEventBridge(JsonNode event) {
    JsonNode detail = event.path("detail");
    Optional<Location> created =
        event.path("detail-type").asText().equals("Object Created")
            ? location(detail, detail.path("object").path("key").asText())
            : Optional.empty();
    return new Notification(
        created.stream().toList(), created.isPresent() ? 0 : 1, Optional.empty());
  }

  private static Optional<Location> location(JsonNode parent, String key) {
    String bucket = parent.path("bucket").path("name").asText();
    if (bucket.isEmpty() || key.isEmpty() || key.startsWith("/")) {
      return Optional.empty();
    }
    return Optional.of(new Location("s3", bucket, key));
  }
}
