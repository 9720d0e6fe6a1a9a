package dev.levee.sync.store.s3.direct;

/**
 * Where connections go.
 *
 * @param host a name, or an address without brackets
 */
record Server(String host, int port, boolean tls) {}
