/**
 * The first thing a person sees of Levee: two stores, three tables, writers and the daemon in one
 * process, shown live or led through a tour. The daemon is the one of {@code levee run}, and what a
 * user would do is done by the same commands.
 */
package dev.levee.daemon.quickstart;
