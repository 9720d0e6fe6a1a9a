package dev.levee.sync.engine.table;

import dev.levee.sync.log.LogListing;

/**
 * Both sides' logs, listed and compared.
 *
 * @param last the newest version of the secondary that readers see
 */
record BothLogs(LogListing primary, LogListing secondary, long last) {}
