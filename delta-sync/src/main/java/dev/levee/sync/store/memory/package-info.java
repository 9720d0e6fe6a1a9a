/** A store in memory, for simulation and tests. */
package dev.levee.sync.store.memory;
