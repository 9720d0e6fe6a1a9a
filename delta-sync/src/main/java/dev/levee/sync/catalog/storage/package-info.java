/** A catalog made from what lies in a store: every Delta table below a prefix. */
package dev.levee.sync.catalog.storage;
