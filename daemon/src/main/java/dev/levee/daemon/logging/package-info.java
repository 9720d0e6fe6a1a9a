/** The log of the process: one line an event, on standard error. */
package dev.levee.daemon.logging;
