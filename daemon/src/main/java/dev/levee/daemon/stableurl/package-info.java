/**
 * The stable URL: one address per group that leads to the current primary's catalog server, and to
 * the catalog replica while there is none.
 */
package dev.levee.daemon.stableurl;
