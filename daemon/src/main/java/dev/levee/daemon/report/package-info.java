/**
 * What the daemon tells of itself: the documents of the admin port (which the commands read too),
 * the metrics, and words and tables for people.
 */
package dev.levee.daemon.report;
