package dev.levee.sync.store.hadoop;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Exclusive creation for callers that know success and conflict only. An unknown outcome is settled
 * by reading back: the same bytes are this call's own, other bytes are a conflict, and where there
 * is nothing the same bytes are sent again.
 */
final class SettledCreation {
  private static final int ATTEMPTS = 3;

  private SettledCreation() {}

  /** {@code Unknown} only when no attempt had a clear answer and nothing could be read back. */
  static CreateOutcome create(ObjectStore store, NewObject object) throws IOException {
    CreateOutcome outcome = store.createExclusive(object);
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      if (!(outcome instanceof CreateOutcome.Unknown)) {
        return outcome;
      }
      Optional<CreateOutcome> settled = readBack(store, object);
      if (settled.isPresent()) {
        return settled.get();
      }
      outcome = store.createExclusive(object);
      if (outcome instanceof CreateOutcome.Exists) {
        return readBack(store, object).orElse(outcome);
      }
    }
    return outcome;
  }

  private static Optional<CreateOutcome> readBack(ObjectStore store, NewObject object)
      throws IOException {
    Location location = object.location();
    Optional<ObjectContent> found = store.open(location);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    byte[] there;
    String etag = found.get().attributes().etag();
    try (ObjectContent content = found.get()) {
      there = content.readAll();
    }
    try (InputStream ours = object.body().open()) {
      return Optional.of(
          Arrays.equals(there, ours.readAllBytes())
              ? new CreateOutcome.Created(etag)
              : new CreateOutcome.Exists());
    }
  }
}
