package dev.levee.sync.catalog.standin;

import java.util.Optional;

/** Volumes. */
final class Volumes {
  private final Securables securables;
  private final LocationRules locations;
  private final ManagedStorage storage;

  Volumes(Securables securables) {
    this.securables = securables;
    locations = new LocationRules(securables);
    storage = new ManagedStorage(securables);
  }

  Answer create(Call call) {
    Securable schema = securables.schemaOf(call);
    Securable volume = securables.drafted(call, SecurableKind.VOLUME, schema);
    String type = call.required("volume_type");
    Optional<String> location = call.text("storage_location");
    switch (type) {
      case "EXTERNAL" -> setLocation(call, volume);
      case "MANAGED" -> {
        if (location.isPresent()) {
          throw Refused.invalid("A managed volume has no storage_location of its own");
        }
        volume.attributes().put("storage_location", storage.place(schema, "volumes", volume.id()));
      }
      default -> throw Refused.invalid("Unknown volume_type: " + type);
    }
    volume.attributes().put("volume_type", type);
    Securables.setComment(call, volume, ColumnLimits.DEFAULT);
    securables.store(call, volume);
    return Answer.json(volume.info());
  }

  private void setLocation(Call call, Securable volume) {
    String stored = StorageLocations.external(call.required("storage_location"));
    locations.check(call.user(), stored, "CREATE EXTERNAL VOLUME");
    volume.attributes().put("storage_location", stored);
    ColumnLimits.check(volume.attributes().get("storage_location"), ColumnLimits.LOCATION);
  }

  Answer list(Call call) {
    return securables.list(
        call, SecurableKind.VOLUME, securables.schemaInQuery(call), info -> info);
  }

  /** Takes the comment and the new name; ignores all else. */
  Answer patch(Call call) {
    Securable volume = securables.changing(call, SecurableKind.VOLUME);
    securables.rename(call, volume);
    Securables.setComment(call, volume, ColumnLimits.DEFAULT);
    securables.touch(call, volume);
    return Answer.json(volume.info());
  }
}
