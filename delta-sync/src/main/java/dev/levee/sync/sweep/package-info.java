/**
 * Deletes on the replica: what is gone from the primary for good goes from the secondary too, late
 * and guarded. Off unless it is configured.
 */
package dev.levee.sync.sweep;
