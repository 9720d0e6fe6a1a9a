package dev.levee.sync.store.testing.proxy;

/**
 * What a plan sees of a request.
 *
 * @param method of HTTP
 * @param target path and query, as sent
 */
public record ProxiedRequest(String method, String target) {
  static ProxiedRequest of(MessageHead head) {
    String[] words = head.startLine().split(" ", 3);
    return new ProxiedRequest(words[0], words.length > 1 ? words[1] : "");
  }

  boolean isHead() {
    return method.equals("HEAD");
  }
}
