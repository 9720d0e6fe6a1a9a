/** Stores for tests of what is built on stores: with faults, and with counters. */
package dev.levee.sync.store.testing;
