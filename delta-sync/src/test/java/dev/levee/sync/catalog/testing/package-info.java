/** Parts that the tests of catalogs share. */
package dev.levee.sync.catalog.testing;
