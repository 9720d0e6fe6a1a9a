/**
 * A Unity Catalog server as source and target of the catalog replica: the open-source server and
 * Databricks share the paths. Reads are kept as JSON trees until they are mapped, so that nothing
 * is lost that the client library does not know.
 */
package dev.levee.sync.catalog.unity;
