/**
 * Commits in quarantine applied again in the region that is the primary now. Needs no daemon, and
 * is one more writer of the table to it.
 */
package dev.levee.sync.engine.salvage;
