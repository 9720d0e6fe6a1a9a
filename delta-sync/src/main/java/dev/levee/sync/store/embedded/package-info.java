/**
 * An S3 server inside this process, for the quickstart, for demonstrations and for tests. It needs
 * S3Proxy on the class path, which is an optional dependency.
 */
package dev.levee.sync.store.embedded;
