package dev.levee.sync.engine;

import dev.levee.sync.model.Hold;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.sweep.DeletesStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * One mirrored prefix of a group at one moment.
 *
 * @param name its mapping and its path below it
 * @param primaryRoot the prefix in the effective primary region
 * @param secondaryRoot the prefix in the other one
 * @param objects how many objects the primary had at the last pass
 * @param bytes how large they were together
 * @param replicationPoint when the last pass began after which both sides were equal
 * @param hold why it stands still, when it does
 * @param heldSince since when
 * @param progress what this daemon did for it
 * @param deletes what becomes of objects that are gone from the primary; empty where deletes are
 *     off
 */
public record MirrorStatus(
    TableId name,
    Location primaryRoot,
    Location secondaryRoot,
    long objects,
    long bytes,
    Optional<Instant> replicationPoint,
    Optional<Hold> hold,
    Optional<Instant> heldSince,
    Progress progress,
    Optional<DeletesStatus> deletes) {}
