/**
 * The durable catalog replica: a catalog's assets as two Delta tables under a region's control
 * prefix, and as JSON.
 */
package dev.levee.sync.catalog.durable;
