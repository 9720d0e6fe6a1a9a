package dev.levee.bench;

import dev.levee.daemon.report.Json;
import dev.levee.sync.model.SystemTime;
import java.io.IOException;
import java.util.List;

/**
 * The floor: lists the source, where it is not told what to copy, then gets each object and puts it
 * as it comes, over a number of connections; within one server, it has the server copy each by one
 * request. In no order, checking nothing: what any replicator has to do at the least, and would not
 * dare to.
 */
final class FloorTransfer {
  private FloorTransfer() {}

  /** Does the assignment on standard input; says on standard output how long it took. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
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
      throws IOException, InterruptedException {
    int prefix = assignment.sourceData().length();
    List<String> names =
        assignment.keys().isEmpty()
            ? source.list(assignment.sourceData()).stream()
                .map(key -> key.substring(prefix))
                .toList()
            : assignment.keys();
    ParallelWork.each(
        names,
        assignment.connections(),
        name -> {
          String from = assignment.sourceData() + name;
          String to = assignment.targetData() + name;
          if (assignment.withinOneEndpoint()) {
            target.copyWithin(assignment.source(), from, to);
          } else {
            try (PlainS3.Body body = source.open(from)) {
              target.put(to, body);
            }
          }
        });
  }
}
