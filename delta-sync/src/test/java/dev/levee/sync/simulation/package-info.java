/**
 * The real engine on simulated stores, clocks and threads: one seed decides everything that
 * happens, so that a run can be had again.
 */
package dev.levee.sync.simulation;
