package dev.levee.daemon.report;

import dev.levee.sync.verify.Checked;
import dev.levee.sync.verify.Finding;
import dev.levee.sync.verify.Outcome;
import dev.levee.sync.verify.Side;
import dev.levee.sync.verify.TableVerification;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A verified table as scripts read it.
 *
 * @param name mapping and path
 * @param outcome what came of it
 * @param primaryRoot its root in the effective primary region
 * @param secondaryRoot its root in the other one
 * @param version the version that the replica has published
 * @param versionsBehind how many the primary has beyond it; of equal tables and those behind only
 * @param findingCount how many things are not as they have to be
 * @param findings the first hundred of them
 * @param unreadableSide which side could not be read
 * @param problem why not
 * @param checked what was looked at, and how
 */
public record VerifyReport(
    String name,
    Result outcome,
    String primaryRoot,
    String secondaryRoot,
    OptionalLong version,
    OptionalLong versionsBehind,
    long findingCount,
    List<Finding> findings,
    Optional<Side> unreadableSide,
    Optional<String> problem,
    Checked checked) {
  /** What came of verifying a table. */
  public enum Result {
    /** The replica is the primary. */
    EQUAL,
    /** The replica is the primary at an older version. */
    BEHIND,
    /** The replica, looked at alone, is a valid table. */
    INTACT,
    /** Something is not as it has to be. */
    DIFFERENT,
    /** One side could not be read. */
    UNREADABLE,
    /** Readers of the replica see no table yet. */
    NOT_LIVE
  }

  /** All tables of a group, from whom to whom. */
  public record Group(
      String name,
      String effectivePrimaryRegion,
      String secondaryRegion,
      List<VerifyReport> tables) {}

  /** The answer of {@code levee verify}. */
  public record Groups(boolean passed, List<Group> failoverGroups) {}

  /** What differs between outcomes. */
  private record Told(
      Result result,
      OptionalLong version,
      OptionalLong behind,
      Optional<Outcome.Different> different,
      Optional<Outcome.Unreadable> unreadable) {
    static Told of(Result result, OptionalLong version, OptionalLong behind) {
      return new Told(result, version, behind, Optional.empty(), Optional.empty());
    }
  }

  /** The table as it was verified. */
  public static VerifyReport of(TableVerification verified) {
    Told told = verified.outcome().match(new Telling());
    return new VerifyReport(
        verified.roots().table().toString(),
        told.result(),
        verified.roots().source().toString(),
        verified.roots().target().toString(),
        told.version(),
        told.behind(),
        told.different().map(different -> different.findings().count()).orElse(0L),
        told.different().map(different -> different.findings().first()).orElse(List.of()),
        told.unreadable().map(Outcome.Unreadable::side),
        told.unreadable().map(Outcome.Unreadable::cause),
        verified.checked());
  }

  private static final class Telling implements Outcome.Cases<Told> {
    @Override
    public Told equal(Outcome.Equal outcome) {
      return Told.of(Result.EQUAL, OptionalLong.of(outcome.version()), OptionalLong.of(0));
    }

    @Override
    public Told behind(Outcome.Behind outcome) {
      return Told.of(
          Result.BEHIND, OptionalLong.of(outcome.version()), OptionalLong.of(outcome.missing()));
    }

    @Override
    public Told intact(Outcome.Intact outcome) {
      return Told.of(Result.INTACT, OptionalLong.of(outcome.version()), OptionalLong.empty());
    }

    @Override
    public Told different(Outcome.Different outcome) {
      return new Told(
          Result.DIFFERENT,
          OptionalLong.of(outcome.version()),
          OptionalLong.empty(),
          Optional.of(outcome),
          Optional.empty());
    }

    @Override
    public Told unreadable(Outcome.Unreadable outcome) {
      return new Told(
          Result.UNREADABLE,
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          Optional.of(outcome));
    }

    @Override
    public Told notLive(Outcome.NotLive outcome) {
      return Told.of(Result.NOT_LIVE, OptionalLong.empty(), OptionalLong.empty());
    }
  }
}
