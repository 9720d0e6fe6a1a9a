package dev.levee.daemon.process.chaos;

import java.time.Instant;

/**
 * A commit that a store told its writer to be there.
 *
 * @param commit which
 * @param region where it was written
 * @param time when the writer knew
 */
record AckedCommit(CommitBytes commit, String region, Instant time) {}
