/**
 * The configuration: one YAML file, read into immutable records. All that is wrong with it is told
 * at once, each with its place. Reads no store and opens no connection.
 */
package dev.levee.daemon.config;
