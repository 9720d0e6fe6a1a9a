/** Scenarios that measure a Levee that keeps running, by ratios and counts. */
package dev.levee.bench.steady;
