package dev.levee.sync.store.testing.proxy;

import dev.levee.sync.store.testing.proxy.ProxyFault.SlowAnswer;
import dev.levee.sync.store.testing.proxy.ProxyFault.Truncated;
import dev.levee.sync.store.testing.proxy.ProxyFault.WrongLength;
import java.io.IOException;
import java.io.OutputStream;

/** What is left of an answer; the connection ends after it. */
record FaultyAnswer(ServerLink.Answer whole) {
  void give(ProxyFault.Sent fault, OutputStream client) throws IOException {
    int length = whole.body().size();
    if (fault instanceof SlowAnswer) {
      give(whole.head(), length, client);
    } else if (fault instanceof Truncated truncated) {
      give(whole.head(), Math.min(truncated.bytes(), length), client);
    } else if (fault instanceof WrongLength wrong) {
      give(announcing(wrong.difference()), length, client);
    }
  }

  /** An answer in chunks announces nothing, and stays as it is. */
  private MessageHead announcing(int difference) {
    return whole
        .head()
        .value("Content-Length")
        .map(length -> Math.max(0, Long.parseLong(length) + difference))
        .map(wrong -> whole.head().without("Content-Length").with("Content-Length", "" + wrong))
        .orElse(whole.head());
  }

  private void give(MessageHead head, int bytes, OutputStream client) throws IOException {
    head.without("Connection").with("Connection", "close").write(client);
    client.write(whole.body().toByteArray(), 0, bytes);
    client.flush();
  }
}
