/**
 * Compares a replica with its primary, and reads a replica alone. Only reads: no request of this
 * package can change a store.
 */
package dev.levee.sync.verify;
