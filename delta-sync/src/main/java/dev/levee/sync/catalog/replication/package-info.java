/** One cycle of the catalog replica: read, save, change, read back. */
package dev.levee.sync.catalog.replication;
