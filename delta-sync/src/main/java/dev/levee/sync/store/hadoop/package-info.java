/**
 * Levee's stores as Hadoop file systems, so that Delta Standalone and Parquet read and write tables
 * on them, without any of Hadoop's own connectors.
 */
package dev.levee.sync.store.hadoop;
