package dev.levee.bench.running;

/**
 * A failover that has ended.
 *
 * @param seconds from the request until the group's status shows the new primary
 * @param requests all that were made meanwhile
 */
public record Switched(double seconds, Requests requests) {}
