/**
 * Pure: what was read from the primary's catalog and what the replica held before in, what the
 * replica holds now and what is to be changed in the secondary's catalog out.
 */
package dev.levee.sync.catalog.change;
