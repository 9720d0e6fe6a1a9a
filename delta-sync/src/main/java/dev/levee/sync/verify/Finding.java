package dev.levee.sync.verify;

import static java.util.Objects.requireNonNull;

/**
 * Something that is not as it has to be.
 *
 * @param kind what kind of thing
 * @param object what it is about: an object's location, or a column
 * @param expected what should have been seen
 * @param seen what was
 */
public record Finding(Kind kind, String object, String expected, String seen) {
  /** The kinds of findings. The names are an interface for scripts. */
  public enum Kind {
    /** A commit has other bytes than the primary's. */
    COMMIT_DIFFERS,
    /** A commit that the primary does not have. */
    COMMIT_EXTRA,
    /** A commit is missing between others. */
    COMMIT_MISSING,
    /** A commit that cannot be understood, so that the files it needs are not known. */
    COMMIT_UNREADABLE,
    /** A file that a published version needs is not there. */
    FILE_MISSING,
    /** A file has another size than the primary's. */
    FILE_SIZE,
    /** A file has the primary's size and other bytes. */
    FILE_BYTES,
    /** A file of the newest version is in neither place: neither side can read that version. */
    FILE_GONE,
    /** A checkpoint, checksum, compaction or hint that refers to a version not published. */
    ARTEFACT_AHEAD,
    /** A checkpoint, checksum or compaction that is not the primary's. */
    ARTEFACT_DIFFERS,
    /** A checkpoint that no reader can use. */
    ARTEFACT_UNREADABLE,
    /** The hint {@code _last_checkpoint} leads nowhere. */
    HINT_UNRESOLVED,
    /** The number of rows differs. */
    ROW_COUNT,
    /** A column has other values. */
    COLUMN,
    /** All columns have the same values, but not in the same rows. */
    ROWS
  }

  /** Checks that all is there. */
  public Finding {
    requireNonNull(kind, "kind");
    requireNonNull(object, "object");
    requireNonNull(expected, "expected");
    requireNonNull(seen, "seen");
  }
}
