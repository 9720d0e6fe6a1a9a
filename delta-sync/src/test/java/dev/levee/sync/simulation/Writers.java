package dev.levee.sync.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All writers. They learn of a change of roles after a while, each at its own time. */
final class Writers implements Roles.Listener {
  private static final Duration AFTER_PLANNED = Duration.ofMillis(300);
  private static final Duration AFTER_FORCED = Duration.ofSeconds(5);

  private final World world;
  private final List<TableWriter> writers = new ArrayList<>();

  Writers(World world, Lake lake) {
    this.world = world;
    for (int table = 0; table < world.scenario.tables(); table++) {
      for (int i = 0; i < world.scenario.writersPerTable(); i++) {
        String name = "table-" + table;
        SimulatedProcess process = SimulatedProcess.other("writer-" + table + "-" + i);
        writers.add(new TableWriter(process, name, world, lake));
      }
    }
  }

  void begin() {
    for (TableWriter writer : writers) {
      long after = world.chance(4) ? world.upTo(Duration.ofSeconds(8)) : 1;
      Activity unused = world.schedule.spawn(writer.process(), "writer", after, writer::run);
    }
  }

  @Override
  public void recorded(Optional<Roles.ControlRecord> before, Roles.ControlRecord now) {
    if (before.isPresent() && before.get().primary() != now.primary()) {
      boolean planned = before.get().failoverType().equals("PLANNED");
      for (TableWriter writer : writers) {
        long after = world.upTo(planned ? AFTER_PLANNED : AFTER_FORCED);
        world.schedule.at(world.schedule.now() + after, () -> writer.learns(now.primary()));
      }
    }
  }

  void mayWrite(boolean allowed) {
    writers.forEach(writer -> writer.mayWrite(allowed));
  }

  void end() {
    writers.forEach(TableWriter::end);
  }
}
