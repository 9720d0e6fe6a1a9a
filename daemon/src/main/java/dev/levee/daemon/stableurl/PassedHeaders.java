package dev.levee.daemon.stableurl;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/**
 * Which headers go on: all but those that belong to one connection (RFC 9110, 7.6.1), and those
 * that a connection of its own brings with it.
 */
final class PassedHeaders {
  private static final Set<String> OF_ONE_CONNECTION =
      Set.of(
          "connection",
          "http2-settings",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final Set<String> OF_REQUESTS_MADE_ANEW =
      Set.of("host", "content-length", "expect");

  private PassedHeaders() {}

  /** The client's, to the server. */
  static void toServer(HttpFields from, HttpRequest.Builder to) {
    Set<String> left = left(from.getValuesList("Connection"));
    for (HttpField field : from) {
      String name = field.getLowerCaseName();
      if (!left.contains(name) && !OF_REQUESTS_MADE_ANEW.contains(name) && !name.startsWith(":")) {
        to.header(field.getName(), field.getValue() == null ? "" : field.getValue());
      }
    }
  }

  /** The server's, to the client. */
  static void toClient(HttpHeaders from, HttpFields.Mutable to) {
    Set<String> left = left(from.allValues("Connection"));
    from.map()
        .forEach(
            (name, values) -> {
              if (!left.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                values.forEach(value -> to.add(name, value));
              }
            });
  }

  /** The usual ones, and those that the header Connection names. */
  private static Set<String> left(List<String> connection) {
    Set<String> left = new TreeSet<>(OF_ONE_CONNECTION);
    connection.stream()
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .forEach(name -> left.add(name.strip().toLowerCase(Locale.ROOT)));
    return left;
  }
}
