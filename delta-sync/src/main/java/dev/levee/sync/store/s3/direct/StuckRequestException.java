package dev.levee.sync.store.s3.direct;

import java.io.IOException;

/** A server took no more of a request. It may have been carried out all the same. */
public final class StuckRequestException extends IOException {
  private static final long serialVersionUID = 1;

  StuckRequestException(Server server, IOException cause) {
    super(
        "the server at %s:%d takes nothing more of the request, so it was given up: is it overloaded, or its disk full?"
            .formatted(server.host(), server.port()),
        cause);
  }
}
