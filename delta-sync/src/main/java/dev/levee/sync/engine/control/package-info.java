/**
 * Whose a group is and what is remembered of it: the control log, the lease, and the gate before
 * every change.
 */
package dev.levee.sync.engine.control;
