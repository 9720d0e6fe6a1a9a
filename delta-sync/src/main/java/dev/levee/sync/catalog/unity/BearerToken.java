package dev.levee.sync.catalog.unity;

import io.unitycatalog.client.auth.TokenProvider;
import java.util.Map;
import java.util.function.Supplier;

/** The token in use, until the server refuses it and its source has another. */
final class BearerToken implements TokenProvider {
  private final Supplier<String> source;
  private String current;

  BearerToken(Supplier<String> source) {
    this.source = source;
  }

  /** The token in use; empty for none. */
  synchronized String current() {
    if (current == null) {
      current = source.get().trim();
    }
    return current;
  }

  /** Asks the source again, and tells whether there is another token than the refused one. */
  synchronized boolean renewed(String refused) {
    if (refused.equals(current)) {
      current = source.get().trim();
    }
    return !refused.equals(current);
  }

  @Override
  public void initialize(Map<String, String> configs) {
    throw new UnsupportedOperationException("the token comes from " + source);
  }

  @Override
  public String accessToken() {
    return current();
  }

  @Override
  public Map<String, String> configs() {
    return Map.of();
  }
}
