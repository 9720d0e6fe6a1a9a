package dev.levee.bench;

import dev.levee.daemon.report.Json;
import dev.levee.sync.model.SystemTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The floor: lists the source, then gets each object and puts it, over a number of connections. In
 * no order, checking nothing: what any replicator has to do at the least, and would not dare to.
 */
final class FloorTransfer {
  private FloorTransfer() {}

  /** Does the assignment on standard input; says on standard output how long it took. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Assignment assignment = Assignment.read(System.in);
    // Or the JDK keeps five idle connections to a server only.
    System.setProperty("http.maxConnections", Integer.toString(assignment.connections()));
    SystemTime time = new SystemTime();
    long start = time.nanoTime();
    copy(
        assignment, new PlainS3(assignment.source(), time), new PlainS3(assignment.target(), time));
    System.out.println(Json.write(Transferred.nanos(time.nanoTime() - start)));
  }

  private static void copy(Assignment assignment, PlainS3 source, PlainS3 target)
      throws IOException, InterruptedException, ExecutionException {
    Queue<String> keys = new ConcurrentLinkedQueue<>(source.list(assignment.sourceData()));
    ExecutorService threads = Executors.newFixedThreadPool(assignment.connections());
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < assignment.connections(); i++) {
        workers.add(
            threads.submit(
                () -> {
                  for (String key = keys.poll(); key != null; key = keys.poll()) {
                    String name = key.substring(assignment.sourceData().length());
                    target.put(assignment.targetData() + name, source.get(key));
                  }
                  return null;
                }));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
