package dev.levee.sync.engine.control;

import dev.levee.sync.model.Time;

/**
 * What an engine needs of the process it runs in.
 *
 * @param time the clocks
 * @param identity who the daemon is to others
 */
public record Daemon(Time time, OwnerIdentity identity) {}
