/**
 * Makes commits visible in the secondary: one at a time, in order, each by one exclusive creation.
 */
package dev.levee.sync.publish;
