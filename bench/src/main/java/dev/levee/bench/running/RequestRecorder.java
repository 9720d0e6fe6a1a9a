package dev.levee.bench.running;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Keeps requests, of the kinds that are wanted, until they are fetched. From any thread. */
final class RequestRecorder implements Consumer<Request> {
  private final Queue<Request> kept = new ConcurrentLinkedQueue<>();
  private volatile Recording recording = Recording.NOTHING;

  void set(Recording wanted) {
    recording = wanted;
  }

  @Override
  public void accept(Request request) {
    boolean wanted =
        switch (recording) {
          case NOTHING -> false;
          case PUBLICATIONS -> request.isPublication();
          case TABLES -> request.object() == ObjectKind.LOG || request.object() == ObjectKind.DATA;
        };
    if (wanted) {
      kept.add(request);
    }
  }

  /** What was kept since this was called last. */
  Recorded fetch() {
    List<Request> fetched = new ArrayList<>();
    for (Request next = kept.poll(); next != null; next = kept.poll()) {
      fetched.add(next);
    }
    return new Recorded(fetched);
  }
}
