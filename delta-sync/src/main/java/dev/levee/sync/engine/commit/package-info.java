/**
 * Commits on their way: read from the primary, rewritten where paths are absolute, copied, staged
 * and published.
 */
package dev.levee.sync.engine.commit;
