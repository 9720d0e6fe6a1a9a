package dev.levee.sync.engine.control;

import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.Time;
import dev.levee.sync.publish.LogPublisher;
import dev.levee.sync.publish.PublishOutcome;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbered control records of one group, in both regions.
 *
 * <p>A record is created exclusively in the region that the one before it names as lead, and
 * mirrored to the other when that can be reached. Reading takes the highest number that either side
 * has; since the lead region has them all, nobody can go on from an old one: its number is taken
 * there. A record that hands the lead over is written to both sides before it counts.
 *
 * <p>Records far below the highest are removed now and then; the highest never is.
 */
public final class ControlLog {
  private static final Logger LOG = LoggerFactory.getLogger(ControlLog.class);
  private static final Pattern NAME = Pattern.compile("(\\d{20})\\.json");
  private static final Duration LEFT_ALONE = Duration.ofSeconds(30);
  private static final int KEPT = 64;
  private static final int PRUNE_EVERY = 32;

  private final GroupSpec spec;
  private final Time time;
  private final Map<RegionName, Long> mirrored = new HashMap<>();
  private final Map<RegionName, Long> leftAloneUntil = new HashMap<>();

  public ControlLog(GroupSpec spec, Time time) {
    this.spec = spec;
    this.time = time;
  }

  /** What came of appending a record. */
  public enum Append {
    /** It is the group's state now. */
    DONE,
    /** Another daemon has gone on from the record before: read again. */
    SUPERSEDED
  }

  /**
   * The highest record that can be seen.
   *
   * @throws StoreException when no side can be read, or when the side that leads cannot be: then
   *     nothing may be decided
   */
  public Optional<GroupRecord> newest() {
    Optional<GroupRecord> newest = Optional.empty();
    Map<RegionName, StoreException> unreachable = new HashMap<>();
    for (RegionSpec region : spec.regions()) {
      try {
        Optional<GroupRecord> here = newest(region);
        mirrored.put(region.name(), here.map(GroupRecord::number).orElse(0L));
        if (here.isPresent() && (newest.isEmpty() || here.get().number() > newest.get().number())) {
          newest = here;
        }
      } catch (StoreException e) {
        unreachable.put(region.name(), e);
      }
    }
    RegionName lead =
        newest.map(GroupRecord::lead).orElse(spec.otherThan(spec.initialPrimaryRegion()).name());
    if (unreachable.containsKey(lead)) {
      throw unreachable.get(lead);
    }
    if (newest.isEmpty() && !unreachable.isEmpty()) {
      throw unreachable.values().iterator().next();
    }
    return newest;
  }

  /**
   * The highest record that can be seen now, for reports: where the region that leads is out of
   * reach there may be a higher one.
   *
   * @throws StoreException when no side can be read
   */
  public Optional<GroupRecord> newestInReach() {
    List<GroupRecord> found = new ArrayList<>();
    List<StoreException> failures = new ArrayList<>();
    for (RegionSpec region : spec.regions()) {
      try {
        newest(region).ifPresent(found::add);
      } catch (StoreException e) {
        failures.add(e);
      }
    }
    if (failures.size() == spec.regions().size()) {
      throw failures.get(0);
    }
    return found.stream().max((one, other) -> Long.compare(one.number(), other.number()));
  }

  private Optional<GroupRecord> newest(RegionSpec region) {
    Optional<Long> highest = Optional.empty();
    Listing listing = new Listing(region.store(), ListRequest.oneLevelBelow(directory(region)));
    while (listing.hasNext()) {
      Matcher matcher = NAME.matcher(listing.next().location().name());
      if (matcher.matches()) {
        long number = Long.parseLong(matcher.group(1));
        highest = Optional.of(Math.max(number, highest.orElse(0L)));
      }
    }
    Optional<GroupRecord> newest = Optional.empty();
    // Not every store's listing is up to date; the next record's own name is.
    for (Optional<GroupRecord> next = highest.flatMap(number -> read(region, number));
        next.isPresent();
        next = read(region, newest.get().number() + 1)) {
      newest = next;
    }
    return newest;
  }

  /**
   * When the newest record of a region was written, by its store's clock. Records are written all
   * the time, so it is that clock's time or a little less; never more.
   */
  Optional<Instant> lastWritten(RegionSpec region) {
    Optional<Instant> last = Optional.empty();
    Listing listing = new Listing(region.store(), ListRequest.oneLevelBelow(directory(region)));
    while (listing.hasNext()) {
      Instant written = listing.next().attributes().lastModified();
      last = last.filter(known -> known.isAfter(written)).or(() -> Optional.of(written));
    }
    return last;
  }

  private Optional<GroupRecord> read(RegionSpec region, long number) {
    Location location = location(region, number);
    return region
        .store()
        .open(location)
        .map(ObjectContent::readAll)
        .map(bytes -> ControlRecordCodec.decode(bytes, location.toString()));
  }

  /**
   * Saves a record.
   *
   * @param previous the record it follows; empty for a group's first
   * @throws StoreException when the lead region cannot be written, or a hand-over not mirrored; the
   *     record may be there all the same, and reading again tells
   */
  public Append append(Optional<GroupRecord> previous, GroupRecord next) {
    RegionName lead = previous.map(GroupRecord::lead).orElse(next.lead());
    RegionSpec leading = spec.region(lead);
    RegionSpec other = spec.otherThan(lead);
    if (previous.isPresent() && mirroredNumber(lead) < previous.get().number()) {
      create(leading, previous.get());
    }
    if (!create(leading, next) || hasLaterThan(leading, next.number())) {
      return Append.SUPERSEDED;
    }
    if (!next.lead().equals(lead)) {
      handOver(other, next);
    } else {
      mirror(other, next);
    }
    if (next.number() % PRUNE_EVERY == 0) {
      spec.regions().stream()
          .filter(region -> !isLeftAlone(region))
          .forEach(region -> prune(region, next.number()));
    }
    return Append.DONE;
  }

  private long mirroredNumber(RegionName region) {
    return mirrored.getOrDefault(region, 0L);
  }

  private void handOver(RegionSpec region, GroupRecord record) {
    if (!create(region, record)) {
      throw differs(region, record);
    }
  }

  /**
   * Tries once. A region that does not answer is left alone for a while: the group must not wait
   * for it, least of all when it is dead and a failover is under way.
   */
  private void mirror(RegionSpec region, GroupRecord record) {
    if (isLeftAlone(region)) {
      return;
    }
    try {
      CreateOutcome outcome = region.store().createExclusive(object(region, record));
      if (outcome instanceof CreateOutcome.Unknown unknown) {
        throw unknown.cause();
      }
      if (outcome instanceof CreateOutcome.Exists && !create(region, record)) {
        throw differs(region, record);
      }
      mirrored.merge(region.name(), record.number(), Math::max);
    } catch (StoreException e) {
      leftAloneUntil.put(region.name(), time.nanoTime() + LEFT_ALONE.toNanos());
      LOG.debug("control record {} not mirrored to {}", record.number(), region.name(), e);
    }
  }

  private boolean isLeftAlone(RegionSpec region) {
    Long until = leftAloneUntil.get(region.name());
    return until != null && time.nanoTime() - until < 0;
  }

  private static ControlLogException differs(RegionSpec region, GroupRecord record) {
    return new ControlLogException(
        "control record %d of region %s differs from the one that leads; keep both and find out which daemon wrote it"
            .formatted(record.number(), region.name()));
  }

  private NewObject object(RegionSpec region, GroupRecord record) {
    return NewObject.of(location(region, record.number()), ControlRecordCodec.encode(record));
  }

  /** Whether the record is there now with exactly these bytes. */
  private boolean create(RegionSpec region, GroupRecord record) {
    PublishOutcome outcome = new LogPublisher(region.store()).publish(object(region, record));
    boolean there =
        outcome.match(
            created -> true,
            different -> false,
            inconsistent -> {
              throw new ControlLogException(inconsistent.detail());
            },
            unsettled -> {
              throw unsettled.cause();
            });
    if (there) {
      mirrored.merge(region.name(), record.number(), Math::max);
    }
    return there;
  }

  /**
   * Whether a higher record exists. One that was delayed for long can still find its number free
   * when its neighbours have been pruned; it is then not the newest, and does not count.
   */
  private boolean hasLaterThan(RegionSpec region, long number) {
    Location directory = directory(region);
    ListRequest request =
        ListRequest.oneLevelBelow(directory).after(location(region, number).key());
    return new Listing(region.store(), request).hasNext();
  }

  private void prune(RegionSpec region, long highest) {
    try {
      List<Location> old = new ArrayList<>();
      Listing listing = new Listing(region.store(), ListRequest.oneLevelBelow(directory(region)));
      while (listing.hasNext()) {
        Location location = listing.next().location();
        Matcher matcher = NAME.matcher(location.name());
        if (matcher.matches() && Long.parseLong(matcher.group(1)) < highest - KEPT) {
          old.add(location);
        }
      }
      old.forEach(region.store()::delete);
    } catch (StoreException e) {
      LOG.debug("old control records of {} are removed another time", region.name(), e);
    }
  }

  private Location directory(RegionSpec region) {
    return region.control().resolve(spec.name() + "/control/");
  }

  private Location location(RegionSpec region, long number) {
    return directory(region).resolve("%020d.json".formatted(number));
  }
}
