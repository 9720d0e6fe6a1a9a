/**
 * A stand-in for a Unity Catalog server: a real HTTP server on loopback, its metastore in memory,
 * that answers as the open-source server was seen to answer, surprises included. {@code
 * UnityCatalogContractTest} states those answers, and runs against a real server too.
 */
package dev.levee.sync.catalog.standin;
