package dev.levee.daemon.quickstart;

import dev.levee.daemon.quickstart.tables.TwoReaders.Rows;
import dev.levee.daemon.report.GroupReport;
import dev.levee.daemon.report.TableReport;
import dev.levee.daemon.report.Wording;
import dev.levee.sync.engine.Progress;
import dev.levee.sync.group.GroupState;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The whole story without a person: replicate, fail over as planned, fail back, lose a region. Each
 * step is checked by reading rows with two readers; the first that does not hold ends the tour with
 * a {@link QuickstartException}.
 */
final class Tour {
  private static final String GROUP = "lakehouse";
  private static final String MAPPING = "data/";
  private static final int FIRST_ROUNDS = 12;
  private static final int MORE_COMMITS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Stage stage;
  private final Daemons daemons;
  private final Narrator narrator;

  Tour(Stage stage, Daemons daemons, Narrator narrator) {
    this.stage = stage;
    this.daemons = daemons;
    this.narrator = narrator;
  }

  void run() throws IOException, InterruptedException {
    narrator.heading("1  First replication");
    narrator.step("write three tables", this::writeTables);
    narrator.step("replicate", this::replicate);
    narrator.step("compare", () -> compare("east", "west"));
    narrator.heading("2  Writers go on");
    narrator.step("write and follow", this::writeOn);
    narrator.step("compare", () -> compare("east", "west"));
    narrator.heading("3  Planned failover to west");
    narrator.step("fail over", () -> failOver("west", "--planned"));
    narrator.step("write in west", this::writeOn);
    narrator.step("compare", () -> compare("west", "east"));
    narrator.heading("4  Fail back to east");
    narrator.step("fail back", () -> failOver("east", "--planned"));
    narrator.step("write in east", this::writeOn);
    narrator.step("compare", () -> compare("east", "west"));
    loseEast();
  }

  private void loseEast() throws IOException, InterruptedException {
    narrator.heading("5  East is lost");
    Map<String, Long> known = stage.traffic().newest();
    Map<String, Rows> before = new TreeMap<>();
    narrator.step(
        "read once more",
        () -> {
          before.putAll(Verification.read(stage.side("east"), known));
          return "all rows of east, to be compared when it is gone";
        });
    narrator.step("stop the store", this::stopEastWhileWriting);
    narrator.step("force a failover", () -> failOver("west", "--forced"));
    narrator.step(
        "read the replica",
        () -> Verification.requireEqual(before, Verification.read(stage.side("west"), known)));
    narrator.step("count the loss", () -> loss(known));
    narrator.step("write in west", this::writeInWestAlone);
  }

  private String writeTables() throws IOException {
    stage.traffic().write(stage.side("east"), FIRST_ROUNDS);
    return "%d commits in each, in east".formatted(FIRST_ROUNDS);
  }

  private String replicate() throws InterruptedException {
    stage.startDaemon(daemons);
    await("every table is replicated", this::isCaughtUp);
    Progress progress = stage.daemon().group().progress();
    return "%s, %s, %s"
        .formatted(
            Wording.count(progress.commitsPublished(), "commit"),
            Wording.count(progress.filesCopied(), "file"),
            Wording.size(progress.bytesCopied()));
  }

  /** Writers run for a while beside the daemon, stop, and what they wrote arrives. */
  private String writeOn() throws InterruptedException {
    Map<String, Long> before = stage.traffic().newest();
    stage.startWriting();
    await("the writers write", () -> hasGrown(before, MORE_COMMITS));
    OptionalLong lag = stage.daemon().group().replicationLagMs();
    stage.traffic().stop();
    await("every table has caught up", this::isCaughtUp);
    return "%d commits; %s while they were written"
        .formatted(commitsSince(before), Wording.behind(lag));
  }

  private String compare(String primary, String replica) throws IOException {
    Map<String, Long> versions = stage.traffic().newest();
    return Verification.requireEqual(
        Verification.read(stage.side(primary), versions),
        Verification.read(stage.side(replica), versions));
  }

  /** By the same command that a person types. */
  private String failOver(String region, String how) throws InterruptedException {
    if (how.equals("--planned")) {
      await("the group is ready to fail over", () -> state() == GroupState.ACTIVE);
    }
    Daemons.Answer answer = stage.daemon().command("failover", GROUP, "--to", region, how, "--yes");
    GroupReport group = stage.daemon().group();
    if (answer.exitCode() != 0 || !group.effectivePrimaryRegion().equals(region)) {
      throw new QuickstartException(
          "levee failover ended with %d: %s".formatted(answer.exitCode(), answer.text().strip()));
    }
    return "./levee failover %s --to %s %s".formatted(GROUP, region, how);
  }

  private String stopEastWhileWriting() throws InterruptedException {
    Map<String, Long> before = stage.traffic().newest();
    stage.startWriting();
    await("the writers write", () -> hasGrown(before, 1));
    stage.side("east").stop();
    stage.traffic().stop();
    return "in the middle of writing: nothing of east answers any more";
  }

  /** What was committed in east and is not in west; both readers can read what is. */
  private String loss(Map<String, Long> known) throws IOException {
    Map<String, Long> committed = stage.traffic().newest();
    Map<String, Long> there = Verification.newest(stage.side("west"), committed.keySet());
    Verification.read(stage.side("west"), there);
    long lost = 0;
    for (Map.Entry<String, Long> table : committed.entrySet()) {
      long version = there.get(table.getKey());
      if (version < known.get(table.getKey())) {
        throw new QuickstartException(
            "%s was replicated up to v%d, and is v%d after the failover"
                .formatted(table.getKey(), known.get(table.getKey()), version));
      }
      lost += Math.max(0, table.getValue() - version);
    }
    return lost == 0
        ? "none: all that was committed had been replicated"
        : Wording.count(lost, "commit") + " of the last moment, kept in east's store";
  }

  private String writeInWestAlone() throws IOException, InterruptedException {
    Map<String, Long> before =
        Verification.newest(stage.side("west"), stage.traffic().newest().keySet());
    stage.startWriting();
    await(
        "the writers write in west",
        () -> {
          Map<String, Long> now = stage.traffic().newest();
          return before.entrySet().stream()
              .allMatch(table -> now.get(table.getKey()).equals(table.getValue() + 1));
        });
    stage.traffic().stop();
    Map<String, Long> newest =
        Verification.newest(stage.side("west"), stage.traffic().newest().keySet());
    Map<String, Rows> rows = Verification.read(stage.side("west"), newest);
    return "with east still gone; " + Verification.requireEqual(rows, rows);
  }

  private boolean isCaughtUp() {
    Map<String, Long> secondary = new TreeMap<>();
    for (TableReport table : stage.daemon().tables()) {
      table
          .hold()
          .ifPresent(
              hold -> {
                throw new QuickstartException(
                    "%s is held: %s, %s".formatted(table.name(), hold.reason(), hold.detail()));
              });
      table
          .secondaryVersion()
          .ifPresent(version -> secondary.put(table.name().substring(MAPPING.length()), version));
    }
    GroupReport group = stage.daemon().group();
    Progress progress = group.progress();
    narrator.meanwhile(
        Bar.of(progress.filesCopied(), progress.filesCopied() + progress.filesPending(), 30)
            + " "
            + Wording.behind(group.replicationLagMs()));
    return secondary.equals(stage.traffic().newest()) && group.state() == GroupState.ACTIVE;
  }

  private GroupState state() {
    return stage.daemon().group().state();
  }

  private boolean hasGrown(Map<String, Long> before, int commits) {
    Map<String, Long> now = stage.traffic().newest();
    return before.entrySet().stream()
        .allMatch(table -> now.get(table.getKey()) >= table.getValue() + commits);
  }

  private long commitsSince(Map<String, Long> before) {
    return stage.traffic().newest().entrySet().stream()
        .mapToLong(table -> table.getValue() - before.get(table.getKey()))
        .sum();
  }

  private void await(String what, BooleanSupplier met) throws InterruptedException {
    long start = stage.time().nanoTime();
    while (!met.getAsBoolean()) {
      if (stage.time().nanoTime() - start > PATIENCE.toNanos()) {
        throw new QuickstartException(
            "waited %s, and it is still not so that %s".formatted(Wording.time(PATIENCE), what));
      }
      stage.time().sleep(LOOK);
    }
  }
}
