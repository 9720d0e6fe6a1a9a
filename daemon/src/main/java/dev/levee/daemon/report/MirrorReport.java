package dev.levee.daemon.report;

import dev.levee.sync.engine.MirrorStatus;
import dev.levee.sync.engine.Progress;
import dev.levee.sync.sweep.DeletesStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A mirrored prefix as the admin port shows it.
 *
 * @param name mapping and path
 * @param primaryRoot the prefix in the effective primary region
 * @param secondaryRoot the prefix in the other one
 * @param objects how many objects the primary had at the last pass
 * @param bytes how large they were together
 * @param replicationPoint when the last pass began after which both sides were equal
 * @param hold why it stands still
 * @param progress what the daemon did for it since it started
 * @param deletes what becomes of objects that are gone from the primary; null where deletes are off
 */
public record MirrorReport(
    String name,
    String primaryRoot,
    String secondaryRoot,
    long objects,
    long bytes,
    Optional<Instant> replicationPoint,
    Optional<TableReport.HoldReport> hold,
    Progress progress,
    Optional<DeletesStatus> deletes) {

  /** The mirrored prefix as its status tells. */
  public static MirrorReport of(MirrorStatus status) {
    return new MirrorReport(
        status.name().toString(),
        status.primaryRoot().toString(),
        status.secondaryRoot().toString(),
        status.objects(),
        status.bytes(),
        status.replicationPoint(),
        status.hold().map(hold -> TableReport.hold(hold, status.heldSince())),
        status.progress(),
        status.deletes());
  }
}
