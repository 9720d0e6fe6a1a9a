package dev.levee.sync.engine.control;

import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.group.Owner;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which daemons stand by, for people to see; nothing is decided by it. One that stands by leaves a
 * numbered object under {@code <control>/<group>/standby/<its id>/} of the region that leads, and
 * another one each lease TTL. Who reads takes a daemon for alive while new ones keep coming, by its
 * own monotonic clock. Used by the group's thread only.
 */
public final class Standbys {
  private static final Logger LOG = LoggerFactory.getLogger(Standbys.class);
  private static final Pattern NAME = Pattern.compile(".*/standby/([^/]+)/(\\d{20})");
  private static final int MISSED_BEFORE_GONE = 3;
  private static final Duration SWEPT_AFTER = Duration.ofHours(1);

  private final GroupSpec spec;
  private final Owner self;
  private final Daemon daemon;
  private final Map<String, Sign> seen = new HashMap<>();
  private Optional<Location> left = Optional.empty();
  private long number;
  private Optional<Long> lookedAt = Optional.empty();

  /** The newest sign of one daemon, and since when it is the newest. */
  private record Sign(Location location, String label, long since) {}

  /** Those of one group. */
  public Standbys(GroupSpec spec, Daemon daemon) {
    this.spec = spec;
    this.daemon = daemon;
    this.self = daemon.identity().self();
  }

  /** Leaves a sign, if it is time to, and looks for those of others. Never fails. */
  public void standBy(RegionSpec leading) {
    if (!isDue()) {
      return;
    }
    guarded(
        () -> {
          Location sign = folder(leading).resolve("%s/%020d".formatted(self.id(), ++number));
          byte[] label = self.label().getBytes(StandardCharsets.UTF_8);
          var unused = leading.store().createExclusive(NewObject.of(sign, label));
          remove(leading);
          left = Optional.of(sign);
          look(leading);
        });
  }

  /** Takes the own sign away, if there is one, and looks for those of others when it is time to. */
  public void work(RegionSpec leading) {
    if (left.isPresent() || isDue()) {
      guarded(
          () -> {
            remove(leading);
            look(leading);
            sweep(leading);
          });
    }
  }

  /** The labels of the daemons that stand by, this one included where it does. */
  public List<String> labels() {
    long goneAfter = interval().multipliedBy(MISSED_BEFORE_GONE).toNanos();
    long now = daemon.time().nanoTime();
    return seen.values().stream()
        .filter(sign -> now - sign.since() < goneAfter)
        .map(Sign::label)
        .sorted()
        .toList();
  }

  private Duration interval() {
    return spec.settings().leaseTtl();
  }

  private boolean isDue() {
    long now = daemon.time().nanoTime();
    return lookedAt.isEmpty() || now - lookedAt.get() >= interval().toNanos();
  }

  private void guarded(Runnable requests) {
    lookedAt = Optional.of(daemon.time().nanoTime());
    try {
      requests.run();
    } catch (StoreException e) {
      LOG.debug("standing by of group {} is not seen now", spec.name(), e);
    }
  }

  private void remove(RegionSpec leading) {
    left.filter(sign -> sign.toString().startsWith(leading.control().toString()))
        .ifPresent(leading.store()::delete);
    left = Optional.empty();
  }

  private void look(RegionSpec leading) {
    Map<String, Location> newest = new HashMap<>();
    Listing signs = new Listing(leading.store(), ListRequest.everythingBelow(folder(leading)));
    while (signs.hasNext()) {
      ObjectEntry entry = signs.next();
      Matcher name = NAME.matcher(entry.location().key());
      if (name.matches()) {
        newest.merge(name.group(1), entry.location(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
      }
    }
    seen.keySet().retainAll(newest.keySet());
    newest.forEach((id, location) -> note(leading, id, location));
  }

  private void note(RegionSpec leading, String id, Location location) {
    Sign known = seen.get(id);
    if (known != null && known.location().equals(location)) {
      return;
    }
    leading
        .store()
        .open(location)
        .map(ObjectContent::readAll)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .ifPresent(label -> seen.put(id, new Sign(location, label, daemon.time().nanoTime())));
  }

  /** What daemons that were killed have left. */
  private void sweep(RegionSpec leading) {
    long now = daemon.time().nanoTime();
    for (Sign sign : seen.values()) {
      if (now - sign.since() >= SWEPT_AFTER.toNanos()) {
        leading.store().delete(sign.location());
      }
    }
  }

  private Location folder(RegionSpec region) {
    return ControlFolder.of(region, spec.name()).standby();
  }
}
