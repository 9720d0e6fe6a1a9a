/**
 * Reads Delta transaction logs: names in {@code _delta_log}, commits, the {@code _last_checkpoint}
 * hint. Delta Kernel, which reads checkpoints, is seen in {@code log.kernel} only.
 */
package dev.levee.sync.log;
