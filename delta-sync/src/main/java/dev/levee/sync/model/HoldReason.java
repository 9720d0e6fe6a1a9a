package dev.levee.sync.model;

/**
 * Why one table stands still. The list is closed: an operator finds each under its own heading in
 * the runbook. A held table is looked at again at every slow poll and goes on by itself once the
 * cause is gone.
 */
public enum HoldReason {
  /** The next commit has no content. */
  COMMIT_EMPTY("Rewrite or remove the commit with the engine that wrote it."),
  /** The next commit ends in the middle of a line. */
  COMMIT_TRUNCATED("Wait for the writer to finish, or repair the commit in the primary."),
  /** The next commit is not what the Delta protocol calls a commit. */
  COMMIT_MALFORMED("Repair the commit in the primary; no Delta reader can be trusted with it."),
  /** A line of a commit is longer than Levee reads. */
  LINE_TOO_LONG("Raise the limit, or rewrite the commit."),
  /** A file in the log reads as a commit to some engines and not to others. */
  NAME_AMBIGUOUS("Move the file named in the message out of _delta_log."),
  /** A commit is missing while later ones exist, and no checkpoint bridges the gap. */
  GAP("Restore the missing commit, or write a checkpoint above the gap."),
  /** A commit that was already replicated has other bytes in the primary now. */
  SOURCE_REWRITTEN("Find out who rewrote history; then replicate the table anew."),
  /** The table was dropped and created again at the same path. */
  RECREATED("Remove the old replica, or give the new table another path."),
  /** The log has no protocol or no metadata. */
  NOT_A_TABLE("Finish creating the table, or take the folder out of the scope."),
  /** The table uses a reader feature that Levee does not know. */
  FEATURE_UNKNOWN("Upgrade Levee, or drop the feature from the table."),
  /** A commit refers to a file by an absolute path that cannot be rewritten. */
  ABSOLUTE_PATH("Copy the data into the table (deep clone), or take it out of the scope."),
  /** A path leads out of the table. */
  PATH_ESCAPE("Rewrite the commit; no engine should follow such a path."),
  /** A mapped key is longer than the store takes. */
  KEY_TOO_LONG("Map to a shorter prefix."),
  /** A live file that lies in another table is gone. */
  MISSING_DEPENDENCY(
      "Restore the file in the source table, or make the clone anew; readers fail in the primary too."),
  /** No location mapping covers a path. */
  MISSING_LOCATION_MAPPING("Add a location mapping that covers the path."),
  /** A live file is missing or unreadable in the primary. */
  SOURCE_CORRUPT("Restore the file in the primary; readers fail there too."),
  /** A live file is in an archive tier. */
  ARCHIVED("Restore the object from its archive tier."),
  /** The store refuses access. */
  ACCESS_DENIED("Check the credentials and the bucket's policy."),
  /** The store may not use the encryption key. */
  KMS_DENIED("Grant the daemon's identity the use of the key."),
  /** The store asks to slow down. Goes on by itself. */
  THROTTLED("None: Levee retries by itself. Ask for a higher request rate if it lasts."),
  /** The store cannot be reached. Goes on by itself. */
  NETWORK("None: Levee retries by itself. Check the network if it lasts."),
  /** The two sides have different commits under one version. */
  SPLIT_BRAIN("Two writers wrote the same version. Nothing was overwritten: choose a side."),
  /** The secondary has another object where a file of the table belongs. */
  FOREIGN_FILE("Find out who writes into the secondary; remove the object named in the message."),
  /** The store contradicts itself. */
  STORE_INCONSISTENT("Run the store's own checks; the message says what was seen."),
  /** The table's commits are owned by a commit service of the primary region. */
  CATALOG_MANAGED("Drop the feature from the table, or have a catalog manage it."),
  /** The catalog in the secondary has another object in the place. */
  CATALOG_CONFLICT("Rename or remove the object in the secondary's catalog."),
  /** The mappings of a running group were changed. */
  MAPPING_CHANGED("Restore the mapping, or create a new group for the new locations."),
  /** An operator paused the table. */
  OPERATOR_PAUSE("Resume it.");

  private final String remedy;

  HoldReason(String remedy) {
    this.remedy = remedy;
  }

  /** What an operator does about it, in one sentence. */
  public String remedy() {
    return remedy;
  }
}
