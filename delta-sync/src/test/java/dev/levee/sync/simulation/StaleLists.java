package dev.levee.sync.simulation;

import dev.levee.sync.log.LogFile;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.ObjectEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Listings of logs and of control records that do not show the newest names, as of stores that are
 * consistent only after a while. What makes a table a table is always shown: stores for which even
 * that does not hold are not supported.
 */
final class StaleLists {
  private static final Duration BOUND = Duration.ofSeconds(2);

  private StaleLists() {}

  static ListPage of(World world, SimulatedProcess process, ListRequest request, ListPage page) {
    if (!isOfNames(request) || !world.network.happens(world.scenario.staleLists())) {
      return page;
    }
    Instant visible = ProcessTime.wall(world.schedule.now(), Duration.ZERO).minus(BOUND);
    List<ObjectEntry> shown =
        page.objects().stream().filter(entry -> isShown(entry, visible)).toList();
    if (shown.size() == page.objects().size()) {
      return page;
    }
    world.counters.count(Fault.STALE_LIST);
    world.note(
        process,
        null,
        request.prefix(),
        "stale, without " + (page.objects().size() - shown.size()));
    return new ListPage(shown, page.prefixes(), page.continuation());
  }

  private static boolean isOfNames(ListRequest request) {
    String key = request.prefix().key();
    return !request.recursive() && (key.endsWith("/_delta_log/") || key.endsWith("/control/"));
  }

  private static boolean isShown(ObjectEntry entry, Instant visible) {
    boolean first =
        LogFile.parse(entry.location().name()) instanceof LogFile.Commit c && c.version() == 0;
    return first || !entry.attributes().lastModified().isAfter(visible);
  }
}
