package dev.levee.bench;

import dev.levee.sync.model.SystemTime;
import java.io.IOException;
import java.util.List;

/** The floor of a look without changes: one listing of the source, and nothing done with it. */
final class FloorListing {
  private FloorListing() {}

  /** Lists what the assignment on standard input says; says on standard output what it cost. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Assignment assignment = Assignment.read(System.in);
    SystemTime time = new SystemTime();
    PlainS3 source = new PlainS3(assignment.source(), time);
    new PassMeter(time, source::requests)
        .measure(
            () -> {
              List<String> unused = source.list(assignment.sourceData());
            });
  }
}
