/**
 * Delta Kernel over Levee's own stores: snapshots from checkpoints of every kind, and rows for
 * checking replicas. The only package that sees Kernel; some of what it needs is in Kernel's
 * internal packages, which promise no compatibility.
 */
package dev.levee.sync.log.kernel;
