/** Changes a catalog as planned, and reads back what has become of it. */
package dev.levee.sync.catalog.apply;
