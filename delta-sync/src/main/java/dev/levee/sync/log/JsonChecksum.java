package dev.levee.sync.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The MD5 of a JSON object by its meaning, whatever its layout (Delta protocol, "JSON checksum"):
 * of all its values, each behind the path to it, in the order of the paths. The field {@code
 * checksum} at the top is left out. Objects and arrays without values leave no trace.
 */
final class JsonChecksum {
  private static final String UNRESERVED =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

  private final JsonParser parser;
  private final SortedMap<String, String> values = new TreeMap<>();
  private Optional<String> stated = Optional.empty();

  private JsonChecksum(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Whether an object has the checksum that it states; one that states none is right.
   *
   * @param parser in front of the object
   */
  static boolean holds(JsonParser parser) throws IOException {
    JsonChecksum checksum = new JsonChecksum(parser);
    parser.nextToken();
    checksum.readObject("", true);
    return checksum.stated.isEmpty()
        || checksum.stated.get().toLowerCase(Locale.ROOT).equals(checksum.md5());
  }

  private void readObject(String path, boolean top) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (top && name.equals("checksum")) {
        stated = Optional.of(StrictJson.text(parser, name));
      } else {
        readValue(path + (top ? "" : "+") + encoded(name), token);
      }
    }
  }

  private void readValue(String path, JsonToken token) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      readObject(path, false);
    } else if (token == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        readValue(path + "+" + i, parser.currentToken());
      }
    } else {
      String text = parser.getText();
      values.put(path, token == JsonToken.VALUE_STRING ? encoded(text) : text);
    }
  }

  private String md5() {
    MessageDigest md5;
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
    String[] separator = {""};
    values.forEach(
        (path, value) -> {
          md5.update((separator[0] + path + "=" + value).getBytes(UTF_8));
          separator[0] = ",";
        });
    return HexFormat.of().formatHex(md5.digest());
  }

  /** Quoted, and by the rules of URLs: all but unreserved characters as percent escapes. */
  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder("\"");
    for (byte octet : text.getBytes(UTF_8)) {
      char c = (char) (octet & 0xFF);
      boolean plain = UNRESERVED.indexOf(c) >= 0;
      encoded.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return encoded.append('"').toString();
  }
}
