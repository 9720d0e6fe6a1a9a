/**
 * The thread that owns a group, and the engine that runs groups. The only package that joins the
 * others.
 */
package dev.levee.sync.engine.runner;
