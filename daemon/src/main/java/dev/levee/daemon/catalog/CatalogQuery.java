package dev.levee.daemon.catalog;

import java.util.Map;

/** A request's query, each name with its first value. */
public record CatalogQuery(Map<String, String> values) {
  private static final int MAX_PAGE = 100;

  /** Copies the map. */
  public CatalogQuery {
    values = Map.copyOf(values);
  }

  /** A part that is missing reads as {@code null}, as the server has it in its messages. */
  String text(String name) {
    return values.getOrDefault(name, "null");
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(values.get(name));
  }

  /** The last name of the page before. */
  String pageToken() {
    return values.getOrDefault("page_token", "");
  }

  /** How many rows a page has: 100 at most, and where 0 or nothing is asked for. */
  int pageSize() {
    String wanted = values.getOrDefault("max_results", "0");
    if (!wanted.matches("[0-9]{1,9}")) {
      throw new RefusedRead(
          400, "INVALID_ARGUMENT", "max_results has to be a number that is not negative");
    }
    int size = Integer.parseInt(wanted);
    return size == 0 ? MAX_PAGE : Math.min(size, MAX_PAGE);
  }
}
