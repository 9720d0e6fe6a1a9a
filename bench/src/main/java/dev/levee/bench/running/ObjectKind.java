package dev.levee.bench.running;

/** What a request is about. */
public enum ObjectKind {
  /** Something in a table's {@code _delta_log/}. */
  LOG,
  /** Any other object of a table. */
  DATA,
  /** What Levee keeps of its own. */
  CONTROL,
  /** A folder in which tables are looked for. */
  FOLDER;

  private static final String LOG_FOLDER = "/_delta_log/";

  /**
   * By the key alone.
   *
   * @param control the key prefix of what Levee keeps of its own
   */
  static ObjectKind of(String key, String control) {
    if (key.startsWith(control)) {
      return CONTROL;
    }
    if (key.contains(LOG_FOLDER)) {
      return LOG;
    }
    return key.endsWith("/") ? FOLDER : DATA;
  }
}
