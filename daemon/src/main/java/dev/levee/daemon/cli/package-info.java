/**
 * The command {@code levee}: the daemon itself, and thin clients of its admin port. One class for
 * each command.
 */
package dev.levee.daemon.cli;
