package dev.levee.sync.catalog.standin;

import java.util.Optional;

/**
 * Where data may be registered. With authorization off, anywhere, even where other data is. With it
 * on, nothing may overlap, and inside an external location a privilege on it is needed.
 */
final class LocationRules {
  private final MetastoreState state;
  private final Access access;

  LocationRules(Securables securables) {
    state = securables.state();
    access = securables.access();
  }

  void check(Optional<User> user, String location, String privilege) {
    if (!access.isEnabled()) {
      return;
    }
    access.require(!state.dataLocations().covers(location));
    boolean aboveExternalLocation =
        state.externalLocations().stream()
            .anyMatch(
                place -> StorageLocations.isWithin(place.text("url").orElseThrow(), location));
    if (aboveExternalLocation || state.dataLocations().hasBelow(location)) {
      throw new Refused(
          ErrorCode.PERMISSION_DENIED, "Location " + location + " overlaps with other entities");
    }
    access.require(
        state.externalLocations().stream()
            .filter(place -> StorageLocations.isWithin(location, place.text("url").orElseThrow()))
            .allMatch(place -> access.any(user, place, "OWNER", privilege)));
  }
}
