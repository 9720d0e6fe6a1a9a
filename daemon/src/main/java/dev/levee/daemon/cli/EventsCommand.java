package dev.levee.daemon.cli;

import dev.levee.daemon.report.EventReport;
import dev.levee.daemon.report.GroupReport;
import dev.levee.daemon.report.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code levee events}. With {@code --json} every line is one event. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = "Shows what happened, oldest first.")
final class EventsCommand implements Callable<Integer> {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Surroundings surroundings;

  @Mixin private AdminOptions options;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on showing events as they come, until Ctrl-C.")
  private boolean follow;

  @Parameters(arity = "0..1", paramLabel = "GROUP", description = "Only this group.")
  private String group;

  /** An event and whose it is, as {@code --json} writes it. */
  private record GroupEvent(String group, EventReport event) {
    Instant time() {
      return event.time();
    }
  }

  EventsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    AdminClient client = options.client(surroundings);
    Map<String, Long> shown = new LinkedHashMap<>();
    List<String> names =
        group == null ? client.groups().stream().map(GroupReport::name).toList() : List.of(group);
    names.forEach(name -> shown.put(name, 0L));
    show(client, shown);
    while (follow && !surroundings.stop().asked()) {
      surroundings.components().time().sleep(INTERVAL);
      show(client, shown);
    }
    return ExitCode.OK.code();
  }

  private void show(AdminClient client, Map<String, Long> shown) {
    List<GroupEvent> events = new ArrayList<>();
    shown.replaceAll(
        (name, after) -> {
          List<EventReport> newer = client.events(name, after);
          newer.forEach(event -> events.add(new GroupEvent(name, event)));
          return newer.isEmpty() ? after : newer.get(newer.size() - 1).sequence();
        });
    events.sort(Comparator.comparing(GroupEvent::time));
    Screen screen = new Screen(surroundings.terminal());
    for (GroupEvent event : events) {
      if (options.json()) {
        surroundings.terminal().out().println(Json.write(event));
      } else {
        screen.event(event.group(), event.event());
      }
    }
  }
}
