/**
 * All tables and prefixes of one group from one region to the other, and when each is looked at.
 */
package dev.levee.sync.engine.direction;
