package dev.levee.sync.store.s3;

import dev.levee.sync.store.ObjectAttributes;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What the headers of an answer say of an object. */
final class S3Attributes {
  private S3Attributes() {}

  static ObjectAttributes of(HeadObjectResponse answer) {
    return new ObjectAttributes(
        answer.contentLength(),
        ETags.unquoted(answer.eTag()),
        answer.lastModified(),
        lowerCase(answer.metadata()));
  }

  static ObjectAttributes of(GetObjectResponse answer) {
    return new ObjectAttributes(
        answer.contentLength(),
        ETags.unquoted(answer.eTag()),
        answer.lastModified(),
        lowerCase(answer.metadata()));
  }

  /** Names of headers have no case, and some stores change it. */
  private static Map<String, String> lowerCase(Map<String, String> metadata) {
    Map<String, String> normal = new HashMap<>();
    metadata.forEach((name, value) -> normal.put(name.toLowerCase(Locale.ROOT), value));
    return normal;
  }
}
