package dev.levee.sync.engine.failover;

import dev.levee.sync.engine.LossReport;
import dev.levee.sync.engine.TableStatus;
import dev.levee.sync.engine.commit.GatedPublisher;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.engine.direction.Direction;
import dev.levee.sync.group.FailoverJournal;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Writes the report of a failover in the region that survives. The first one stays: a daemon that
 * goes on with a failover finds the same fences, and knows less of the old primary.
 */
final class LossReporting {
  private final ObjectStore survivor;
  private final ControlFolder control;
  private final GatedPublisher publisher;

  LossReporting(ObjectStore survivor, ControlFolder control, GatedPublisher publisher) {
    this.survivor = survivor;
    this.control = control;
    this.publisher = publisher;
  }

  /**
   * What is known when the roles are about to change.
   *
   * @param record the group's, failing over
   * @param leaving the direction that ends; empty where this daemon had none
   * @param now the time
   */
  record Moment(GroupRecord record, Optional<Direction> leaving, Instant now) {}

  /**
   * Writes it, unless there is one.
   *
   * @return false when this daemon may not write any more
   */
  boolean write(Moment moment, Map<TableId, Fencing.Result> fenced) throws TableHeldException {
    Location location = control.losses(moment.record().epoch() + 1);
    if (survivor.head(location).isPresent()) {
      return true;
    }
    byte[] bytes = LossReportCodec.encode(report(moment, fenced));
    try {
      return publisher.publish(NewObject.of(location, bytes)) != GatedPublisher.Outcome.STOPPED;
    } catch (TableHeldException e) {
      if (e.hold().reason() == HoldReason.SPLIT_BRAIN) {
        return true;
      }
      throw e;
    }
  }

  private static LossReport report(Moment moment, Map<TableId, Fencing.Result> fenced) {
    GroupRecord record = moment.record();
    FailoverJournal failover = record.failover().orElseThrow();
    Map<TableId, TableStatus> seen = new TreeMap<>();
    moment
        .leaving()
        .ifPresent(direction -> direction.status().forEach(one -> seen.put(one.table(), one)));
    Map<TableId, LossReport.Table> tables = new TreeMap<>();
    seen.keySet().forEach(table -> tables.put(table, table(table, null, seen.get(table))));
    fenced.forEach((table, result) -> tables.put(table, table(table, result, seen.get(table))));
    return new LossReport(
        record.group(),
        record.epoch() + 1,
        failover.type(),
        record.primary(),
        record.secondary(),
        failover.requested(),
        moment.now(),
        moment
            .leaving()
            .flatMap(direction -> direction.replicationPoint(true))
            .or(record::replicationPoint),
        tables.values().stream().toList());
  }

  private static LossReport.Table table(TableId table, Fencing.Result fenced, TableStatus seen) {
    Optional<Fencing.Result> survivor = Optional.ofNullable(fenced);
    Optional<TableStatus> primary = Optional.ofNullable(seen);
    return new LossReport.Table(
        table.toString(),
        survivor.map(Fencing.Result::last).orElse(OptionalLong.empty()),
        survivor.flatMap(Fencing.Result::committed),
        survivor.map(Fencing.Result::fencedAt).orElse(OptionalLong.empty()),
        survivor.flatMap(Fencing.Result::unfenced),
        primary.map(TableStatus::primaryVersion).orElse(OptionalLong.empty()),
        primary.flatMap(TableStatus::replicationPoint));
  }
}
