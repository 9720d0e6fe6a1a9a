package dev.levee.sync.verify;

import java.util.OptionalLong;

/**
 * What was looked at, and how: nobody should take a size that was compared for bytes.
 *
 * @param firstVersion the oldest version that readers of the replica can read
 * @param commits how many commits of the replica were read
 * @param commitsByBytes how many of them were compared with the primary's byte by byte
 * @param commitsByEtag how many were proven equal by ETags that are MD5s
 * @param commitsGoneFromPrimary how many the primary's log cleanup has removed
 * @param files how many files the published versions need
 * @param filesMissing how many of them the replica lacks, although the newest version needs them or
 *     the primary has them
 * @param filesBySize how many of them were looked at on both sides and compared by size
 * @param filesByBytes how many were then compared byte by byte
 * @param filesByEtag how many were then proven equal by ETags that are MD5s
 * @param bytesCompared how many bytes of files were read on each side
 * @param filesGoneFromPrimary how many files only the replica still has
 * @param filesGoneFromBoth how many files of older versions are nowhere any more; without the
 *     primary: are not in the replica
 * @param artefacts how many checkpoints, checksums and compactions were looked at
 * @param artefactsRewritten how many the primary has written anew since they were copied
 * @param rows how many rows were read on each side; empty when none were asked for
 */
public record Checked(
    OptionalLong firstVersion,
    long commits,
    long commitsByBytes,
    long commitsByEtag,
    long commitsGoneFromPrimary,
    long files,
    long filesMissing,
    long filesBySize,
    long filesByBytes,
    long filesByEtag,
    long bytesCompared,
    long filesGoneFromPrimary,
    long filesGoneFromBoth,
    long artefacts,
    long artefactsRewritten,
    OptionalLong rows) {}
