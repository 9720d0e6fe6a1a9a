/**
 * Levee's own Delta tables, written and read by Delta Standalone and Parquet: small ones, in which
 * whole files are replaced. Types of those libraries are not seen outside.
 */
package dev.levee.sync.store.hadoop.table;
