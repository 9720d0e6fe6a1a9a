/**
 * The metadata catalog: its assets as values with one canonical form, where they are read from and
 * where they are kept. Names and meanings are Unity Catalog's.
 */
package dev.levee.sync.catalog;
