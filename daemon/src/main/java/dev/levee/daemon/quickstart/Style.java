package dev.levee.daemon.quickstart;

/** Colours for terminals that are looked at by people; none where they are not wanted. */
enum Style {
  /** ANSI escape sequences. */
  COLORED,
  /** Text only. */
  PLAIN;

  private static final String RESET = "\u001b[0m";

  String bold(String text) {
    return wrapped("\u001b[1m", text);
  }

  String dim(String text) {
    return wrapped("\u001b[2m", text);
  }

  String good(String text) {
    return wrapped("\u001b[32m", text);
  }

  String waiting(String text) {
    return wrapped("\u001b[33m", text);
  }

  String bad(String text) {
    return wrapped("\u001b[31m", text);
  }

  String accent(String text) {
    return wrapped("\u001b[36m", text);
  }

  private String wrapped(String sequence, String text) {
    return this == COLORED ? sequence + text + RESET : text;
  }
}
