package dev.levee.sync.engine.drill;

import dev.levee.sync.copy.CopyExecutor;
import dev.levee.sync.engine.FailoverPreview;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.engine.control.ControlLog;
import dev.levee.sync.engine.control.ControlLogException;
import dev.levee.sync.engine.failover.EachTable;
import dev.levee.sync.engine.failover.FailoverPreviewing;
import dev.levee.sync.engine.failover.FailoverSteps;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.log.kernel.KernelRows;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.TableId;
import dev.levee.sync.model.Time;
import dev.levee.sync.publish.LogPublisher;
import dev.levee.sync.publish.PublishOutcome;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Rehearses a forced failover without one: in the region that would take over, and with the other
 * withheld, it finds all tables, makes their fences and does not write them, and reads every row of
 * every replica as a Delta reader would. All that it writes is its own files under the group's
 * control prefix there. No daemon is needed, and one that replicates meanwhile is not disturbed.
 */
public final class Drill {
  /** Journal, loss report and the record that changes the roles. */
  private static final int RECORDS_OF_A_FAILOVER = 3;

  private final GroupSpec spec;
  private final RegionSpec target;
  private final Time time;
  private final Workers workers;

  /**
   * Who does the work.
   *
   * @param executor runs it
   * @param threads how much at a time; a failover is taken to have as many
   */
  public record Workers(CopyExecutor executor, int threads) {}

  /** A drill in this region. */
  public Drill(GroupSpec spec, RegionName target, Time time, Workers workers) {
    RegionSpec withheld = spec.otherThan(target);
    this.spec =
        spec.with(
            new RegionSpec(
                withheld.name(),
                new WithheldStore(withheld.name(), withheld.store().traits()),
                withheld.control()));
    this.target = spec.region(target);
    this.time = time;
    this.workers = workers;
  }

  /**
   * Runs it; blocks, for as long as all rows take to read.
   *
   * @throws ControlLogException when the region has no record of the group, or is its primary
   * @throws StoreException when the region cannot be read
   */
  public DrillReport run() {
    Instant begun = time.now();
    GroupRecord record = record();
    Duration request = written("begun", begun.toString().getBytes(StandardCharsets.UTF_8), begun);
    long preparationBegun = time.nanoTime();
    List<FailoverPreview.Table> found =
        new FailoverPreviewing(spec, time, workers.executor()).look(target, List.of()).tables();
    Duration preparation = since(preparationBegun);
    int pending = pendingRuns();
    boolean waits = found.stream().anyMatch(table -> table.unfenced().isPresent());
    long rounds = (found.size() + workers.threads() - 1L) / workers.threads();
    DrillReport.FailoverTime failover =
        new DrillReport.FailoverTime(
            preparation,
            request,
            rounds + RECORDS_OF_A_FAILOVER,
            waits ? FailoverSteps.waitsOut(spec) : Duration.ZERO);
    List<DrillReport.Table> tables = read(found);
    return new DrillReport(
        spec.name(),
        record.epoch(),
        target.name(),
        spec.otherThan(target.name()).name(),
        begun,
        time.now(),
        record.replicationPoint(),
        failover,
        pending,
        tables);
  }

  /**
   * Keeps a form of the report beside the others of this group.
   *
   * @param extension of its name
   * @return where
   */
  public Location keep(DrillReport report, String extension, byte[] content) {
    Duration unused = written(extension, content, report.begun());
    return location(extension, report.begun());
  }

  private Location location(String extension, Instant begun) {
    String name = begun.toString().replace(":", "") + "." + extension;
    return ControlFolder.of(target, spec.name()).drills().resolve(name);
  }

  private Duration written(String extension, byte[] content, Instant begun) {
    Location location = location(extension, begun);
    long from = time.nanoTime();
    PublishOutcome outcome =
        new LogPublisher(target.store()).publish(NewObject.of(location, content));
    if (!(outcome instanceof PublishOutcome.Published
        || outcome instanceof PublishOutcome.AlreadyThere)) {
      throw new StoreException(
          StoreException.Kind.TRANSIENT, location + " cannot be written: " + outcome);
    }
    return since(from);
  }

  private GroupRecord record() {
    GroupRecord record =
        new ControlLog(spec, time)
            .newestInReach()
            .orElseThrow(
                () ->
                    new ControlLogException(
                        "%s has no control record of group '%s': no daemon has replicated to it"
                            .formatted(target.name(), spec.name())));
    if (record.primary().equals(target.name())) {
      throw new ControlLogException(
          "%s is the primary of group '%s' now; drill in the region that would take over"
              .formatted(target.name(), spec.name()));
    }
    return record;
  }

  private int pendingRuns() {
    Location staged = ControlFolder.of(target, spec.name()).stagedRuns();
    int journals = 0;
    Listing objects = new Listing(target.store(), ListRequest.everythingBelow(staged));
    while (objects.hasNext()) {
      journals += objects.next().location().key().endsWith(".json") ? 1 : 0;
    }
    return journals;
  }

  private List<DrillReport.Table> read(List<FailoverPreview.Table> found) {
    Map<TableId, FailoverPreview.Table> tables = new TreeMap<>();
    found.forEach(table -> tables.put(table.table(), table));
    return List.copyOf(new EachTable(workers.executor()).results(tables, this::read).values());
  }

  private DrillReport.Table read(FailoverPreview.Table table) {
    long from = time.nanoTime();
    OptionalLong rows = OptionalLong.empty();
    Optional<String> problem = Optional.empty();
    if (table.secondaryVersion().isEmpty()) {
      problem = Optional.of("it is not live: no version of it can be read");
    } else {
      try {
        Location root = spec.mappings().root(table.table(), target.name());
        rows =
            OptionalLong.of(
                KernelRows.summarize(target.store(), root, table.secondaryVersion()).rows());
      } catch (SnapshotException | StoreException e) {
        problem = Optional.of(e.getMessage());
      }
    }
    return new DrillReport.Table(
        table.table().toString(),
        table.secondaryVersion(),
        rows,
        since(from),
        table.unfenced(),
        problem);
  }

  private Duration since(long nanos) {
    return Duration.ofNanos(time.nanoTime() - nanos);
  }
}
