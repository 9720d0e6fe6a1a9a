/**
 * Pure: a commit that lost a fork and the table as it is now in, what may be done with the commit
 * out.
 */
package dev.levee.sync.salvage;
