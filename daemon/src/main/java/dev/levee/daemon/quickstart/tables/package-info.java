/**
 * Delta tables for trying Levee out: small writers, each with its own habits, and two independent
 * readers. What they write depends only on the table's version and a seed, so that a writer goes on
 * in another region where the last one stopped.
 */
package dev.levee.daemon.quickstart.tables;
