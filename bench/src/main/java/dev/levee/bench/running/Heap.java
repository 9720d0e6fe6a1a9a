package dev.levee.bench.running;

/**
 * The heap of the measured process.
 *
 * @param peakBytes the sum of what each part of it has held at most: garbage included, and not all
 *     at the same moment, so it is an upper bound
 * @param peakAfterCollectionBytes the most that was left after any collection: an upper bound of
 *     what was in use then, since most collections leave old garbage
 */
public record Heap(long peakBytes, long peakAfterCollectionBytes) {}
