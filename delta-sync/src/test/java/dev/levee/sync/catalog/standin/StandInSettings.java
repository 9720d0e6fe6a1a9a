package dev.levee.sync.catalog.standin;

import java.util.Objects;

/**
 * How a server was started.
 *
 * @param authorization whether tokens and privileges are checked; without, nobody owns anything and
 *     no grant is stored
 * @param adminToken the token of the metastore's owner
 */
public record StandInSettings(boolean authorization, String adminToken) {
  public StandInSettings {
    Objects.requireNonNull(adminToken, "adminToken");
  }

  /** Everybody may do everything. */
  public static StandInSettings open() {
    return new StandInSettings(false, "");
  }

  public static StandInSettings authorized(String adminToken) {
    return new StandInSettings(true, adminToken);
  }
}
