package dev.levee.sync.engine;

import dev.levee.sync.group.FailoverType;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.TableId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a failover would find now, by looks at both regions that change nothing. A moment later it
 * may be another.
 *
 * @param group the group as it is
 * @param target the region that would become the primary
 * @param type how
 * @param refusal why the request would be refused; empty when it would be accepted
 * @param stopWrites how the primary's writers would be stopped; empty where they have to have
 *     stopped by themselves, or are not waited for
 * @param primaryOutOfReach why the present primary could not be looked at
 * @param waitsOut how long requests of a paused daemon would be waited out, since some table can
 *     have no fence; zero where all can
 * @param tables all tables of either region, in the order of their names
 */
public record FailoverPreview(
    GroupStatus group,
    RegionName target,
    FailoverType type,
    Optional<FailoverAnswer.Refused> refusal,
    Optional<String> stopWrites,
    Optional<String> primaryOutOfReach,
    Duration waitsOut,
    List<Table> tables) {
  /** Copies the list. */
  public FailoverPreview {
    tables = List.copyOf(tables);
  }

  /**
   * One table.
   *
   * @param table its name
   * @param primaryVersion the newest version in the present primary; empty where there is none, or
   *     where it could not be looked at
   * @param secondaryVersion the newest readable version in the target; empty where it is not live
   * @param atRisk what the target does not have
   * @param equalAt when the last look began that found both sides equal
   * @param hold why it is held
   * @param fenceVersion the version that its fence would take; empty where there would be none
   * @param unfenced why there would be none
   */
  public record Table(
      TableId table,
      OptionalLong primaryVersion,
      OptionalLong secondaryVersion,
      AtRisk atRisk,
      Optional<Instant> equalAt,
      Optional<Hold> hold,
      OptionalLong fenceVersion,
      Optional<String> unfenced) {}

  /**
   * What a forced failover would leave behind, and a planned one copy first.
   *
   * @param commits how many
   * @param bytes of the files that they add; those of the first 100 commits
   */
  public record AtRisk(long commits, long bytes) {
    /** Nothing that is known. */
    public static final AtRisk NOTHING = new AtRisk(0, 0);
  }
}
