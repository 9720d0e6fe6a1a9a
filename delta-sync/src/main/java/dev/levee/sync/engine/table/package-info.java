/** One table's pass: where it stands, how it begins, and how it goes on. */
package dev.levee.sync.engine.table;
