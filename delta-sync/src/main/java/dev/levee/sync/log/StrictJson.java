package dev.levee.sync.log;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads values of exactly the type that the protocol gives them; never converts one. */
final class StrictJson {
  /** Reads, or leaves, the value that the parser stands on. */
  @FunctionalInterface
  interface FieldReader {
    void read(String field) throws IOException;
  }

  private StrictJson() {}

  /** Goes through an object's fields. {@code null} is as good as not there. */
  static void eachField(JsonParser parser, String what, FieldReader reader) throws IOException {
    expect(parser, JsonToken.START_OBJECT, what);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        reader.read(field);
      }
      parser.skipChildren();
    }
  }

  static String text(JsonParser parser, String what) throws IOException {
    expect(parser, JsonToken.VALUE_STRING, what);
    String text = parser.getText();
    // Of a pair, codePoints() makes one character; what is left are halves.
    if (text.codePoints()
        .anyMatch(c -> Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE)) {
      throw LineFault.malformed(what + " has half of a surrogate pair");
    }
    return text;
  }

  static long wholeNumber(JsonParser parser, String what) throws IOException {
    expect(parser, JsonToken.VALUE_NUMBER_INT, what);
    return parser.getLongValue();
  }

  static int smallNumber(JsonParser parser, String what) throws IOException {
    expect(parser, JsonToken.VALUE_NUMBER_INT, what);
    return parser.getIntValue();
  }

  static boolean truth(JsonParser parser, String what) throws IOException {
    if (!parser.currentToken().isBoolean()) {
      throw unexpected(parser, what);
    }
    return parser.getBooleanValue();
  }

  static List<String> texts(JsonParser parser, String what) throws IOException {
    expect(parser, JsonToken.START_ARRAY, what);
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text(parser, what));
    }
    return texts;
  }

  static Map<String, String> textByName(JsonParser parser, String what) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    eachField(parser, what, name -> texts.put(name, text(parser, what + "." + name)));
    return texts;
  }

  private static void expect(JsonParser parser, JsonToken token, String what) throws IOException {
    if (parser.currentToken() != token) {
      throw unexpected(parser, what);
    }
  }

  private static LineFault unexpected(JsonParser parser, String what) {
    return LineFault.malformed(what + " has a value of the wrong type: " + parser.currentToken());
  }
}
