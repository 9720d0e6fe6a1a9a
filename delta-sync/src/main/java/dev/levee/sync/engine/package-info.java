/**
 * Drives everything: one table's pass, one group's cycle. The only package that joins the others.
 */
package dev.levee.sync.engine;
