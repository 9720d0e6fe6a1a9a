package dev.levee.sync.engine.failover;

import dev.levee.sync.engine.direction.CatalogTrack;
import dev.levee.sync.engine.direction.Direction;
import dev.levee.sync.engine.direction.MirrorEntry;
import dev.levee.sync.engine.direction.TableEntry;
import dev.levee.sync.model.TableId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Waits, in rounds, until nobody writes any more: each round searches the primary anew and looks at
 * every table on both sides; two rounds, at least the quiescence apart, must show the same
 * versions. Any table that is not equal on both sides ends it.
 */
public final class Drain {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Duration quiescence;
  private final long begunAt;
  private OptionalLong roundAt = OptionalLong.empty();
  private Map<TableId, Long> previous = Map.of();
  private boolean hasPrevious;
  private long nextRoundAt;

  /** What the drain is at. */
  public sealed interface Verdict {
    /** A round begins: search, and look at every table closely. */
    record BeginRound() implements Verdict {}

    /** Results are awaited. */
    record Wait() implements Verdict {}

    /** Nothing was written between two rounds. */
    record Quiet() implements Verdict {}

    /** Roles cannot change without loss. */
    record GivenUp(String reason) implements Verdict {}
  }

  public Drain(Duration quiescence, long now) {
    this.quiescence = quiescence;
    this.begunAt = now;
    this.nextRoundAt = now;
  }

  public Verdict look(Direction direction, long now) {
    Optional<TableEntry> held =
        direction.tables().stream().filter(table -> table.hold().isPresent()).findFirst();
    if (held.isPresent()) {
      return new Verdict.GivenUp(
          "table %s is held: %s"
              .formatted(held.get().roots().table(), held.get().hold().orElseThrow()));
    }
    Optional<MirrorEntry> heldMirror =
        direction.mirrors().stream().filter(mirror -> mirror.hold().isPresent()).findFirst();
    if (heldMirror.isPresent()) {
      return new Verdict.GivenUp(
          "mirrored prefix %s is held: %s"
              .formatted(heldMirror.get().id(), heldMirror.get().hold().orElseThrow()));
    }
    Optional<TableEntry> unpublished =
        direction.tables().stream().filter(table -> table.possiblyUnreplicated() > 0).findFirst();
    if (unpublished.isPresent() && hasPrevious) {
      return new Verdict.GivenUp(
          "table %s may have %d commits that its log does not show yet; have its catalog publish them and ask again"
              .formatted(
                  unpublished.get().roots().table(), unpublished.get().possiblyUnreplicated()));
    }
    Optional<String> catalog = direction.catalog().flatMap(CatalogTrack::problem);
    if (catalog.isPresent() && hasPrevious) {
      return new Verdict.GivenUp("the catalog is not replicated: " + catalog.get());
    }
    if (now - begunAt > TIMEOUT.plus(quiescence.multipliedBy(2)).toNanos()) {
      return new Verdict.GivenUp(changes(direction));
    }
    if (roundAt.isEmpty()) {
      return now - nextRoundAt >= 0 ? beginRound(now) : new Verdict.Wait();
    }
    long round = roundAt.getAsLong();
    boolean complete =
        direction.searchedSince(round)
            && direction.tables().stream().allMatch(table -> table.caughtUpSince(round))
            && direction.mirrors().stream().allMatch(mirror -> mirror.caughtUpSince(round));
    return complete ? endRound(direction, round) : new Verdict.Wait();
  }

  private Verdict beginRound(long now) {
    roundAt = OptionalLong.of(now);
    return new Verdict.BeginRound();
  }

  private Verdict endRound(Direction direction, long round) {
    Map<TableId, Long> versions = versions(direction);
    boolean quiet = hasPrevious && versions.equals(previous);
    previous = versions;
    hasPrevious = true;
    nextRoundAt = round + quiescence.toNanos();
    roundAt = OptionalLong.empty();
    return quiet ? new Verdict.Quiet() : new Verdict.Wait();
  }

  private static Map<TableId, Long> versions(Direction direction) {
    Map<TableId, Long> versions = new HashMap<>();
    for (TableEntry table : direction.tables()) {
      versions.put(table.roots().table(), table.caughtUpVersion());
    }
    for (MirrorEntry mirror : direction.mirrors()) {
      versions.put(mirror.id(), mirror.fingerprint());
    }
    return versions;
  }

  private String changes(Direction direction) {
    String written =
        versions(direction).entrySet().stream()
            .filter(now -> !now.getValue().equals(previous.getOrDefault(now.getKey(), -1L)))
            .map(now -> now.getKey().toString())
            .sorted()
            .collect(Collectors.joining(", "));
    return written.isEmpty()
        ? "the two sides did not become equal in time"
        : "writers still write to " + written + "; stop them and ask again";
  }
}
