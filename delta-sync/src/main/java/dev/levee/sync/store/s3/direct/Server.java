package dev.levee.sync.store.s3.direct;

/**
 * Where connections go.
 *
 * @param host a name, or an address without brackets
 */
record Server(String host, int port, boolean tls) {
  /** Written out: what Java makes of a record is bound when it is first called, in every start. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Server server
        && host.equals(server.host)
        && port == server.port
        && tls == server.tls;
  }

  @Override
  public int hashCode() {
    return 31 * host.hashCode() + port;
  }
}
