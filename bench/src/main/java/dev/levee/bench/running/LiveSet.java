package dev.levee.bench.running;

/**
 * What is in use.
 *
 * @param bytes of the heap that are left after a whole collection
 */
public record LiveSet(long bytes) {}
