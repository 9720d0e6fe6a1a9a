/** Benchmarks: generated workloads, and Levee beside the plainest client and the peers' tools. */
package dev.levee.bench;
