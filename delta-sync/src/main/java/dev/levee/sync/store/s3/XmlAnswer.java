package dev.levee.sync.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An answer in XML, element by element, in the form that stores write: elements and texts (XML 1.0,
 * sections 3.1 and 4.6). What else XML allows (comments, CDATA, other instructions, a DTD, prefixes
 * of names, other encodings than UTF-8) is refused, as is what breaks off: then the SDK asks again,
 * which has a whole parser.
 */
final class XmlAnswer {
  private static final String PROLOG = "<?xml ";
  private static final String PROLOG_END = "?>";
  private static final int LONGEST = 1 << 26;
  private static final int LONGEST_REFERENCE = 10;

  private final String text;
  private final Deque<String> open = new ArrayDeque<>();
  private int at;
  private String name = "";
  private boolean isEmptyElement;

  private XmlAnswer(String text) {
    this.text = text;
  }

  /**
   * Begins with the element that holds all others.
   *
   * @throws IOException as does every method, when the answer is another, or in another form
   */
  static XmlAnswer open(InputStream bytes, String root) throws IOException {
    byte[] all = bytes.readNBytes(LONGEST);
    XmlAnswer answer = new XmlAnswer(new String(all, UTF_8));
    // What is not UTF-8 has become this character.
    answer.require(all.length < LONGEST && answer.text.indexOf('\uFFFD') < 0);
    answer.passProlog();
    answer.require(answer.next() && answer.name.equals(root));
    return answer;
  }

  private void passProlog() throws IOException {
    if (text.startsWith(PROLOG)) {
      int end = text.indexOf(PROLOG_END);
      require(end > 0);
      String prolog = text.substring(0, end).toLowerCase(Locale.ROOT);
      require(!prolog.contains("encoding") || prolog.contains("utf-8"));
      at = end + PROLOG_END.length();
    }
  }

  private void require(boolean expected) throws IOException {
    if (!expected) {
      throw new IOException("not the answer that was asked for, at character " + at);
    }
  }

  /** Goes on to the next element in the present one; false when that ends. */
  boolean next() throws IOException {
    if (isEmptyElement) {
      isEmptyElement = false;
      return false;
    }
    passSpace();
    return passTag();
  }

  private void passSpace() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** Goes behind a tag; false when it ends an element, which is the last that began. */
  private boolean passTag() throws IOException {
    int end = text.indexOf('>', at);
    require(end > at + 1 && text.charAt(at) == '<');
    if (text.charAt(at + 1) == '/') {
      require(!open.isEmpty() && text.substring(at + 2, end).stripTrailing().equals(open.pop()));
      at = end + 1;
      return false;
    }
    isEmptyElement = text.charAt(end - 1) == '/';
    int contentEnd = isEmptyElement ? end - 1 : end;
    int nameEnd = at + 1;
    while (nameEnd < contentEnd && isNameCharacter(text.charAt(nameEnd))) {
      nameEnd++;
    }
    require(nameEnd > at + 1 && (nameEnd == contentEnd || isSpace(text.charAt(nameEnd))));
    requirePlainAttributes(nameEnd, contentEnd);
    name = text.substring(at + 1, nameEnd);
    if (!isEmptyElement) {
      open.push(name);
    }
    at = end + 1;
    return true;
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Nothing is asked of attributes, but a quoted one could hold the end of its tag. */
  private void requirePlainAttributes(int from, int to) throws IOException {
    char quote = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      require(c != '<');
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
    }
    require(quote == 0);
  }

  /** The present element's name. */
  String name() {
    return name;
  }

  /** The present element's fields, to its end. */
  Map<String, String> fields() throws IOException {
    Map<String, String> fields = new HashMap<>();
    while (next()) {
      addField(fields);
    }
    return fields;
  }

  /**
   * Adds the text of the present element by its name, and goes to its end. Where a name comes
   * twice, its text is empty. What has a structure of its own, such as an owner, is passed over.
   */
  void addField(Map<String, String> fields) throws IOException {
    String field = name;
    if (isEmptyElement) {
      isEmptyElement = false;
      add(fields, field, "");
      return;
    }
    int depth = open.size();
    int start = at;
    passText();
    int end = at;
    if (!passTag()) {
      add(fields, field, unescaped(text.substring(start, end)));
      return;
    }
    while (open.size() >= depth) {
      passText();
      passTag();
    }
    isEmptyElement = false;
  }

  private void passText() throws IOException {
    int tag = text.indexOf('<', at);
    require(tag >= 0);
    at = tag;
  }

  private static void add(Map<String, String> fields, String name, String text) {
    if (fields.put(name, text) != null) {
      fields.put(name, "");
    }
  }

  private String unescaped(String escaped) throws IOException {
    // XML has it read as a line feed.
    require(escaped.indexOf('\r') < 0);
    int next = escaped.indexOf('&');
    if (next < 0) {
      return escaped;
    }
    StringBuilder plain = new StringBuilder(escaped.length());
    int from = 0;
    for (; next >= 0; next = escaped.indexOf('&', from)) {
      int end = escaped.indexOf(';', next);
      require(end > next && end - next <= LONGEST_REFERENCE);
      plain
          .append(escaped, from, next)
          .appendCodePoint(reference(escaped.substring(next + 1, end)));
      from = end + 1;
    }
    return plain.append(escaped, from, escaped.length()).toString();
  }

  private int reference(String reference) throws IOException {
    switch (reference) {
      case "amp":
        return '&';
      case "lt":
        return '<';
      case "gt":
        return '>';
      case "quot":
        return '"';
      case "apos":
        return '\'';
      default:
        return character(reference);
    }
  }

  /** {@code #38} or {@code #x26}. */
  private int character(String reference) throws IOException {
    boolean hexadecimal = reference.startsWith("#x");
    String digits = reference.substring(Math.min(hexadecimal ? 2 : 1, reference.length()));
    require(reference.startsWith("#") && !digits.isEmpty() && digits.charAt(0) != '+');
    try {
      int character = Integer.parseInt(digits, hexadecimal ? 16 : 10);
      require(Character.isValidCodePoint(character) && character > 0);
      return character;
    } catch (NumberFormatException e) {
      throw new IOException("not a character: " + reference, e);
    }
  }

  /** Reads what follows the last element, which is nothing. */
  void readOn() throws IOException {
    passSpace();
    require(open.isEmpty() && at == text.length());
  }
}
