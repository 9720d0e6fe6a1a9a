package dev.levee.sync.verify;

import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at one file that published versions need, on both sides. */
final class FileCheck {
  private final TableSides sides;
  private final VerifySettings settings;
  private final Tally tally;

  FileCheck(TableSides sides, VerifySettings settings, Tally tally) {
    this.sides = sides;
    this.settings = settings;
    this.tally = tally;
  }

  /**
   * A file to look at.
   *
   * @param object the file
   * @param live whether the newest published version needs it; one that only older versions need
   *     may be gone, by VACUUM
   */
  record Needed(RequiredObject object, boolean live) {}

  /** What is wrong with it; empty when nothing is, or when it is vacuumed history. */
  Optional<Finding> check(Needed file) {
    tally.one(Tally.Count.FILES);
    RequiredObject object = file.object();
    Optional<ObjectAttributes> there = sides.replica().head(object.target());
    if (settings.replicaOnly()) {
      return there.isPresent() ? bySizeInLog(object, there.get()) : gone(file);
    }
    Optional<ObjectAttributes> original = sides.primary().head(object.source());
    if (there.isEmpty()) {
      return original.isPresent()
          ? missing(Finding.Kind.FILE_MISSING, object, bytes(original.get()), "nothing")
          : gone(file);
    }
    if (original.isEmpty()) {
      tally.one(Tally.Count.FILES_GONE_FROM_PRIMARY);
      return bySizeInLog(object, there.get());
    }
    tally.one(Tally.Count.FILES_BY_SIZE);
    if (original.get().size() != there.get().size()) {
      return found(Finding.Kind.FILE_SIZE, object, bytes(original.get()), bytes(there.get()));
    }
    return settings.bytes() ? byBytes(object, original.get(), there.get()) : Optional.empty();
  }

  private Optional<Finding> gone(Needed file) {
    if (file.live()) {
      Finding.Kind kind =
          settings.replicaOnly() ? Finding.Kind.FILE_MISSING : Finding.Kind.FILE_GONE;
      String seen = settings.replicaOnly() ? "nothing" : "nothing, nor in the primary";
      return missing(kind, file.object(), "a file that the newest version needs", seen);
    }
    tally.one(Tally.Count.FILES_GONE_FROM_BOTH);
    return Optional.empty();
  }

  private Optional<Finding> bySizeInLog(RequiredObject object, ObjectAttributes there) {
    OptionalLong size = object.size();
    return size.isPresent() && size.getAsLong() != there.size()
        ? found(
            Finding.Kind.FILE_SIZE,
            object,
            size.getAsLong() + " bytes, as the log says",
            bytes(there))
        : Optional.empty();
  }

  private Optional<Finding> byBytes(
      RequiredObject object, ObjectAttributes original, ObjectAttributes there) {
    if (sides.sameByEtag(original, there)) {
      tally.one(Tally.Count.FILES_BY_ETAG);
      return Optional.empty();
    }
    Optional<ObjectContent> ofReplica = sides.replica().open(object.target());
    if (ofReplica.isEmpty()) {
      return missing(Finding.Kind.FILE_MISSING, object, bytes(original), "nothing");
    }
    try (ObjectContent replica = ofReplica.get()) {
      Optional<ObjectContent> ofPrimary = sides.primary().open(object.source());
      if (ofPrimary.isEmpty()) {
        tally.one(Tally.Count.FILES_GONE_FROM_PRIMARY);
        return Optional.empty();
      }
      try (ObjectContent primary = ofPrimary.get()) {
        tally.one(Tally.Count.FILES_BY_BYTES);
        tally.add(Tally.Count.BYTES_COMPARED, original.size());
        OptionalLong difference =
            new ByteComparison(sides)
                .firstDifference(
                    new ByteComparison.Pair(object.source(), primary, object.target(), replica));
        return difference.isEmpty()
            ? Optional.empty()
            : found(
                Finding.Kind.FILE_BYTES,
                object,
                "the bytes of " + object.source(),
                "others from byte " + difference.getAsLong());
      }
    }
  }

  private static String bytes(ObjectAttributes attributes) {
    return attributes.size() + " bytes";
  }

  private Optional<Finding> missing(
      Finding.Kind kind, RequiredObject object, String expected, String seen) {
    tally.one(Tally.Count.FILES_MISSING);
    return found(kind, object, expected, seen);
  }

  private static Optional<Finding> found(
      Finding.Kind kind, RequiredObject object, String expected, String seen) {
    String named =
        switch (object.kind()) {
          case DATA -> "";
          case CHANGE -> " (change data)";
          case DELETION_VECTOR -> " (deletion vectors)";
          case SIDECAR -> " (sidecar)";
          case CHECKPOINT -> " (checkpoint)";
        };
    return Optional.of(new Finding(kind, object.target() + named, expected, seen));
  }
}
