package dev.levee.sync.sweep;

import java.time.Instant;

/** Decides which files of a replica may go. Pure: what was found out comes in as facts. */
final class DeletionRules {
  private static final String CHANGE_DATA = "_change_data";
  private static final String LOG = "_delta_log";

  private DeletionRules() {}

  /** What the replica's own log says of a file. */
  enum Reference {
    /** It is in the table at the newest replicated version. */
    LIVE,
    /** A commit that was published within the retention adds, removes or lists it. */
    WITHIN_RETENTION,
    /** Commits name it, all of them longer ago. */
    BEFORE_RETENTION,
    /** No commit names it: nobody knows whose it is. */
    NEVER
  }

  /** What comes of a file. */
  enum Decision {
    /** It may go. */
    REMOVE,
    /** It may go if the next look finds it absent again. */
    LOOK_AGAIN,
    /** It stays. */
    KEEP
  }

  /**
   * What is known of a file that one complete listing of the primary did not show.
   *
   * @param key relative to the table's root
   * @param lastModified by the secondary's clock
   * @param reference what the replica's log says
   * @param inNestedTable whether it is below the root of a table within this one
   * @param absentLongEnough whether an earlier look, at least one interval before, had found it
   *     absent too, and none since then had found it there
   */
  record Facts(
      String key,
      Instant lastModified,
      Reference reference,
      boolean inNestedTable,
      boolean absentLongEnough) {}

  /**
   * What comes of it.
   *
   * @param cutoff the end of the retention; what is not older stays
   */
  static Decision decide(Facts facts, Instant cutoff) {
    boolean mayGo =
        isFileOfTable(facts.key())
            && !facts.inNestedTable()
            && facts.lastModified().isBefore(cutoff)
            && facts.reference() == Reference.BEFORE_RETENTION;
    if (!mayGo) {
      return Decision.KEEP;
    }
    return facts.absentLongEnough() ? Decision.REMOVE : Decision.LOOK_AGAIN;
  }

  /**
   * Whether a key can be that of a data file, a change file or a deletion vector. Never below a
   * log; and, as for VACUUM, never in hidden folders, but for change data and partitions.
   */
  static boolean isFileOfTable(String key) {
    for (String segment : key.split("/", -1)) {
      boolean hidden = segment.startsWith("_") || segment.startsWith(".");
      boolean known = segment.equals(CHANGE_DATA) || segment.contains("=");
      if (segment.isEmpty() || segment.equals(LOG) || (hidden && !known)) {
        return false;
      }
    }
    return true;
  }
}
