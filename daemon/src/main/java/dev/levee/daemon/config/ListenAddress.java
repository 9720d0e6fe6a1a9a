package dev.levee.daemon.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port.
 *
 * @param host a name or an address, an IPv6 one without its brackets
 * @param port 0 for any free one
 */
public record ListenAddress(String host, int port) {
  private static final Pattern SHAPE =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([a-zA-Z0-9._-]+)):([0-9]{1,5})");
  private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}");

  /** Checks the port. */
  public ListenAddress {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
    }
  }

  /**
   * Reads {@code host:port} or {@code [address]:port}.
   *
   * @throws IllegalArgumentException when the text is neither
   */
  public static ListenAddress parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not of the form host:port");
    }
    String host = shape.group(1) != null ? shape.group(1) : shape.group(2);
    return new ListenAddress(host, Integer.parseInt(shape.group(3)));
  }

  /** Whether only this machine can reach it. A name other than localhost is not looked up. */
  public boolean isLoopback() {
    return host.equalsIgnoreCase("localhost")
        || host.equals("::1")
        || LOOPBACK.matcher(host).matches();
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
