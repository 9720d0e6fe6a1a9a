/**
 * A Levee that keeps running while it is measured, in a process of its own: what can be asked of
 * it, and the requests that it made.
 */
package dev.levee.bench.running;
