package dev.levee.sync.catalog.standin;

import java.util.Objects;

/**
 * A request that arrived.
 *
 * @param number from 1
 * @param path as it was sent, without its query, below the root of the server
 * @param query as it was sent; empty where there is none
 */
public record RecordedRequest(int number, String method, String path, String query) {
  public RecordedRequest {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(query, "query");
  }

  /** Whether it could change something. */
  public boolean isChange() {
    return !method.equals("GET") && !method.equals("HEAD");
  }
}
