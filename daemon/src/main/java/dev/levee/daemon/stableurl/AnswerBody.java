package dev.levee.daemon.stableurl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of a server's answer on its way to the client: one piece in memory at a time, and a
 * server that sends nothing for too long is given up.
 */
final class AnswerBody implements Flow.Subscriber<List<ByteBuffer>> {
  private final BlockingQueue<Piece> arrived = new LinkedBlockingQueue<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

  /** Bytes, or the end, or why there are no more. */
  private record Piece(List<ByteBuffer> bytes, boolean isLast, Optional<Throwable> failure) {}

  /** Takes the pieces; returns when there is room for the next. */
  @FunctionalInterface
  interface Piecewise {
    void write(ByteBuffer piece) throws IOException;
  }

  private AnswerBody() {}

  /**
   * Passes a body on, to its end.
   *
   * @param patience how long a piece is waited for
   * @throws IOException when it does not come whole, or the client does not take it
   */
  static void pass(Flow.Publisher<List<ByteBuffer>> from, Piecewise to, Duration patience)
      throws IOException, InterruptedException {
    AnswerBody body = new AnswerBody();
    from.subscribe(body);
    Flow.Subscription subscribed = body.subscription.join();
    try {
      body.pass(subscribed, to, patience);
    } finally {
      subscribed.cancel();
    }
  }

  private void pass(Flow.Subscription subscribed, Piecewise to, Duration patience)
      throws IOException, InterruptedException {
    while (true) {
      subscribed.request(1);
      Piece piece = arrived.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (piece == null) {
        throw new IOException("the catalog server sent nothing more for " + patience);
      }
      if (piece.failure().isPresent()) {
        throw new IOException("the catalog server's answer broke off", piece.failure().get());
      }
      for (ByteBuffer buffer : piece.bytes()) {
        to.write(buffer);
      }
      if (piece.isLast()) {
        return;
      }
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription subscribed) {
    subscription.complete(subscribed);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    arrived.add(new Piece(bytes, false, Optional.empty()));
  }

  @Override
  public void onError(Throwable failure) {
    arrived.add(new Piece(List.of(), true, Optional.of(failure)));
  }

  @Override
  public void onComplete() {
    arrived.add(new Piece(List.of(), true, Optional.empty()));
  }
}
