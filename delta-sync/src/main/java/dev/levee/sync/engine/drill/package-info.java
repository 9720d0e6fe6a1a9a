/** Rehearses a failover in the region that would take over, with the primary out of reach. */
package dev.levee.sync.engine.drill;
