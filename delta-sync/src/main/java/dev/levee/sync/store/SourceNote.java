package dev.levee.sync.store;

import dev.levee.sync.model.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What an object that Levee wrote says, in its user metadata, of the object it is a copy of. */
public final class SourceNote {
  /** The source's ETag. */
  public static final String ETAG = "levee-source-etag";

  /** When the source was last modified, by its store's clock, as RFC 3339. */
  public static final String MODIFIED = "levee-source-modified";

  /** The rule by which paths of the log are rewritten; empty where they are the source's own. */
  public static final String TRANSFORM = "levee-transform";

  private SourceNote() {}

  /** The note on a copy of an object. */
  public static Map<String, String> of(ObjectAttributes source) {
    return Map.of(ETAG, source.etag(), MODIFIED, Timestamps.text(source.lastModified()));
  }

  /** The ETag of the object that this one is a copy of; empty where nothing was noted. */
  public static Optional<String> etag(ObjectAttributes copy) {
    return Optional.ofNullable(copy.metadata().get(ETAG));
  }

  /** When the object that this one is a copy of was modified; empty where nothing was noted. */
  public static Optional<Instant> modified(ObjectAttributes copy) {
    try {
      return Optional.ofNullable(copy.metadata().get(MODIFIED)).map(Timestamps::parse);
    } catch (DateTimeException notOurs) {
      return Optional.empty();
    }
  }
}
