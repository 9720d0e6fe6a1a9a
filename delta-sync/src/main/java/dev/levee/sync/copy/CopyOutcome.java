package dev.levee.sync.copy;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.store.StoreException;
import java.util.function.Function;

/** What came of copying one object. */
public sealed interface CopyOutcome {
  /** It was copied and checked. */
  record Copied(long bytes) implements CopyOutcome {}

  /** The same bytes were already there. */
  record AlreadyThere(long bytes) implements CopyOutcome {}

  /** The source has no such object, nor has the target. */
  record SourceMissing() implements CopyOutcome {}

  /** The target has another object under this name; it was left as it is. */
  record TargetDiffers(String detail) implements CopyOutcome {}

  /** It could not be copied now. */
  record Failed(StoreException cause) implements CopyOutcome {
    /** Checks that the cause is there. */
    public Failed {
      requireNonNull(cause, "cause");
    }
  }

  /** One answer for what is there now, one for each reason why it is not. */
  default <T> T match(
      Function<CopyOutcome, T> there,
      Function<SourceMissing, T> missing,
      Function<TargetDiffers, T> differs,
      Function<Failed, T> failed) {
    if (this instanceof SourceMissing m) {
      return missing.apply(m);
    }
    if (this instanceof TargetDiffers d) {
      return differs.apply(d);
    }
    if (this instanceof Failed f) {
      return failed.apply(f);
    }
    return there.apply(this);
  }
}
