package dev.levee.bench.steady;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.bench.EmbeddedServers;
import dev.levee.bench.running.Answer;
import dev.levee.bench.running.InProcessLevee;
import dev.levee.bench.running.ObjectKind;
import dev.levee.bench.running.RequestKind;
import dev.levee.bench.running.RequestSort;
import dev.levee.bench.running.Requests;
import dev.levee.bench.running.Side;
import dev.levee.daemon.report.Json;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.model.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is counted is right; how fast it is is no matter of a test. The measured Levee runs in this
 * process, which starts it sooner.
 */
class ScenariosTest {
  private static final int TABLES = 5;
  private static final Time TIME = new SystemTime();
  private static final Duration POLL = Duration.ofMillis(50);

  private static EmbeddedServers servers;

  @BeforeAll
  static void startServers() {
    servers = EmbeddedServers.start();
  }

  @AfterAll
  static void stopServers() {
    servers.close();
  }

  private static Setup setup(Duration rpo) {
    return new Setup(
        servers,
        replication -> new InProcessLevee(replication, TIME),
        UUID.randomUUID() + "/",
        Optional.of(POLL),
        Optional.of(rpo),
        4,
        TIME,
        line -> {});
  }

  private static Setup setup() {
    return setup(Duration.ofSeconds(30));
  }

  @Test
  void everyCommitOfATailIsMeasuredAndABurstByItself() throws Exception {
    TailPlan plan = new TailPlan(TABLES, 4, 2, 1024, 0.5, 0, 5, 1);
    TailReport report = new TailBenchmark(plan, OptionalInt.of(10), 1, setup()).run();

    assertThat(report.runs()).extracting(TailRun::name).containsExactly("steady", "burst");
    TailRun steady = report.runs().get(0);
    int scheduled = (TABLES - 1) * plan.commits();
    assertThat(steady.lag().number()).isEqualTo(scheduled).isEqualTo(steady.commits());
    assertThat(steady.lag().p50()).isBetween(0.0, steady.lag().max());
    assertThat(
            steady
                .requests()
                .number(
                    sort ->
                        sort.side() == Side.SECONDARY
                            && sort.object() == ObjectKind.LOG
                            && sort.kind() == RequestKind.PUT
                            && sort.answer() == Answer.DONE))
        .isEqualTo(scheduled);
    assertThat(steady.requests().number(RequestSort::isDataCopy)).isEqualTo(2L * scheduled);
    TailRun burst = report.runs().get(1);
    assertThat(burst.lag().number()).isEqualTo(scheduled);
    assertThat(burst.burstLag().orElseThrow().number()).isEqualTo(10);
    assertThat(report.burstRatio().orElseThrow()).isPositive();
    assertThat(steady.p50OfTarget(steady.quiet()))
        .isEqualTo(steady.lag().p50() / (POLL.toMillis() + 3 * steady.quiet().mean()));
    assertThat(report.text()).contains("target: at most 1.20");
    assertThat(Json.pretty(report)).contains("p99_of_target_busy");
  }

  @Test
  void idleTablesAreLookedAtInTurnAndNowAndThenListed() throws Exception {
    Duration measured = Duration.ofSeconds(1);
    IdleReport report =
        new IdleBenchmark(TABLES, measured, Duration.ofSeconds(9), setup(POLL.multipliedBy(6)))
            .run();

    assertThat(report.slowedDown()).isTrue();
    assertThat(report.looks()).isBetween((long) TABLES, TABLES * measured.dividedBy(POLL) + TABLES);
    // In turn, however late they come; a turn that lists a log has asked for the next commit too.
    assertThat(2 * report.polls()).isBetween(report.looks() - TABLES, report.looks() + 2 * TABLES);
    // A table's logs are listed some time in the first ten seconds, when is a matter of its name.
    assertThat(
            report.requests().number(sort -> sort.isOfTables() && sort.kind() != RequestKind.LIST))
        .as(report.text())
        .isEqualTo(report.looks());
    assertThat(report.liveBytes()).isPositive().isLessThan(report.heap().peakBytes());
    assertThat(report.text()).contains("5 tables without commits");
  }

  @Test
  void aRestartCopiesNothing() throws Exception {
    RestartReport report = new RestartBenchmark(TABLES, setup()).run();

    assertThat(report.dataObjectsCopied()).isZero();
    assertThat(report.requests().number(sort -> sort.kind() == RequestKind.LIST))
        .isEqualTo(2L * TABLES);
    assertThat(report.requestsPerTable()).isEqualTo(2);
    assertThat(report.most()).isEqualTo(2);
    assertThat(report.text()).contains("0 data objects copied");
  }

  @Test
  void aCommitCostsTheSameInATableOfAnySize() throws Exception {
    CommitReport report = new CommitBenchmark(List.of(10, 300), 2, setup()).run();

    assertThat(report.sizes()).extracting(CommitReport.Size::files).containsExactly(10, 300);
    CommitReport.Size small = report.sizes().get(0);
    assertThat(withoutListings(report.sizes().get(1))).isEqualTo(withoutListings(small));
    assertThat(small.requests().number(RequestSort::isDataCopy)).isEqualTo(2);
    assertThat(small.number()).isGreaterThanOrEqualTo(report.targetRequests());
    assertThat(report.text()).contains("target: 6 requests");
  }

  /** When a table's logs are listed is a matter of its name, and no commit's. */
  private static Requests withoutListings(CommitReport.Size size) {
    return size.requests().only(sort -> sort.kind() != RequestKind.LIST);
  }

  @Test
  void aLargeCommitArrivesAndItsMemoryIsMeasured() throws Exception {
    MemoryReport report = new MemoryBenchmark(20, 1000, setup()).run();

    assertThat(report.commitBytes()).isBetween(20_000L, 40_000L);
    assertThat(report.seconds()).isPositive();
    assertThat(report.floorSeconds()).isPositive();
    assertThat(report.heap().peakBytes()).isGreaterThan(report.liveBytes() / 2);
    assertThat(report.text()).contains("a commit of 20 files");
  }
}
