package dev.levee.sync.log;

/**
 * The kinds of checkpoints (Delta protocol, "Checkpoint Naming Scheme"), in the order in which a
 * reader prefers them: of two checkpoints of one version, the later kind is the better one.
 */
public enum CheckpointKind {
  /** One Parquet file. May be overwritten by a second writer. */
  CLASSIC,
  /** Several Parquet files, which cannot be written all at once. Deprecated by the protocol. */
  MULTI_PART,
  /** A file with a unique name, JSON or Parquet, that may refer to sidecar files. */
  V2
}
