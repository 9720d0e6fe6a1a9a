/**
 * The stores that a configuration names: opened for the engine, tried out, and served for trials.
 */
package dev.levee.daemon.stores;
