package dev.levee.sync.mirror;

import dev.levee.sync.model.Hold;
import java.util.Optional;

/**
 * What came of a pass of a mirrored prefix that ended.
 *
 * @param objects how many objects the primary showed
 * @param bytes how large they are together
 * @param changed how many were copied or replaced
 * @param fingerprint of all that the primary showed; equal for equal listings
 * @param hold why some object was left as it is
 */
public record MirrorOutcome(
    long objects, long bytes, long changed, long fingerprint, Optional<Hold> hold) {}
