/** Prefixes that hold no tables, kept equal by comparing listings. */
package dev.levee.sync.mirror;
