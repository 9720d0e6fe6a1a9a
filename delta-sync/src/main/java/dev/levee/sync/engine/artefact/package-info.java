/**
 * What a log has beside its commits: checkpoints, checksums, compactions, and the hint at the last
 * checkpoint.
 */
package dev.levee.sync.engine.artefact;
