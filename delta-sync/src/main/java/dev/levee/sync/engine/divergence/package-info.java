/** Where two logs part: found by their bytes, kept in quarantine, wound back. */
package dev.levee.sync.engine.divergence;
