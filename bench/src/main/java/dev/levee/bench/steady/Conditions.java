package dev.levee.bench.steady;

import dev.levee.bench.Machine;
import java.time.Instant;

/**
 * When and where it was measured.
 *
 * @param date when it began
 * @param stores which ones
 */
record Conditions(Instant date, Machine machine, String stores) {}
