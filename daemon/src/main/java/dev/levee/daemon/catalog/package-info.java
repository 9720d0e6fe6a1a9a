/**
 * The read endpoint: durable catalog replicas answered for over Unity Catalog's REST paths, without
 * a catalog server. Knows nothing of web servers.
 */
package dev.levee.daemon.catalog;
