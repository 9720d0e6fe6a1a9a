package dev.levee.sync.mirror;

import dev.levee.sync.copy.CopyOutcome;
import dev.levee.sync.copy.Novelty;
import dev.levee.sync.copy.TableCopier;
import dev.levee.sync.mirror.CopyLineage.Verdict;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.PairedListing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One walk through a mirrored prefix: what is new is copied, what changed is replaced. */
final class MirrorPass implements PairedListing.Visitor {
  private static final int BATCH = 256;

  private final Mirror mirror;
  private final List<RequiredObject> added = new ArrayList<>();
  private long objects;
  private long bytes;
  private long changed;
  private long fingerprint;
  private Optional<Hold> hold = Optional.empty();

  MirrorPass(Mirror mirror) {
    this.mirror = mirror;
  }

  MirrorOutcome run() {
    new PairedListing(mirror.sides()).walk(this);
    copyAdded();
    return new MirrorOutcome(objects, bytes, changed, fingerprint, hold);
  }

  @Override
  public void visit(String key, Optional<ObjectEntry> primary, Optional<ObjectEntry> secondary) {
    if (primary.isEmpty() || mirror.belongsToTables(key)) {
      return;
    }
    ObjectAttributes source = primary.get().attributes();
    objects++;
    bytes += source.size();
    fingerprint = 31 * (31 * fingerprint + key.hashCode()) + source.etag().hashCode();
    if (secondary.isEmpty()) {
      OptionalLong size = OptionalLong.of(source.size());
      added.add(
          new RequiredObject(
              primary.get().location(),
              mirror.sides().secondaryRoot().resolve(key),
              size,
              RequiredObject.Kind.DATA));
      if (added.size() == BATCH) {
        copyAdded();
      }
    } else {
      compare(key, primary.get(), secondary.get());
    }
  }

  private void compare(String key, ObjectEntry source, ObjectEntry copy) {
    Verdict verdict = mirror.verdict(key, source, copy);
    switch (verdict) {
      case SAME -> {}
      case OLDER -> {
        mirror.replace(source, copy.location());
        changed++;
      }
      case FOREIGN ->
          held(
              "%s (ETag %s) is no copy of an earlier state of %s (ETag %s)"
                  .formatted(
                      copy.location(),
                      copy.attributes().etag(),
                      source.location(),
                      source.attributes().etag()));
    }
  }

  private void copyAdded() {
    for (TableCopier.Result result : mirror.copier().copyAll(added, Novelty.NEW)) {
      CopyOutcome outcome = result.outcome();
      if (outcome instanceof CopyOutcome.TargetDiffers differs) {
        held(differs.detail());
      } else if (outcome instanceof CopyOutcome.Failed failed) {
        throw failed.cause();
      } else if (outcome instanceof CopyOutcome.Copied) {
        changed++;
      }
    }
    added.clear();
  }

  private void held(String detail) {
    hold = hold.or(() -> Optional.of(new Hold(HoldReason.FOREIGN_FILE, detail)));
  }
}
