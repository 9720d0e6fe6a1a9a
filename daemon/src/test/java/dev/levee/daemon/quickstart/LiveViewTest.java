package dev.levee.daemon.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.daemon.report.EventReport;
import dev.levee.daemon.report.GroupReport;
import dev.levee.daemon.report.TableReport;
import dev.levee.sync.engine.GroupStatus;
import dev.levee.sync.engine.Progress;
import dev.levee.sync.engine.ReplicationEvent;
import dev.levee.sync.engine.TableStatus;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.HoldReason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LiveViewTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void aPersonSeesWhereTheGroupStands() {
    List<String> lines =
        new LiveView(Style.PLAIN, " --admin http://127.0.0.1:40123").lines(firstReplication());

    assertThat(String.join("\n", lines).stripIndent())
        .isEqualTo(
            """

               LEVEE  lakehouse   east  ━━━━━━━━▶  west

               state              INITIAL_REPLICATION
               replication point  09:59:58 UTC   1.5 s behind
               copied             30 files, 3.0 MiB   1.0 MiB/s  ▁▄█
               first replication  ████████████████████░░░░░░░░░░░░░░░░░░░░ 30 files left

               TABLE                          east       west   BEHIND   STATE
               data/events/clicks              v12         v9        3   ● live
               data/shop/customers             v12          -        -   ◐ first copy
               data/shop/orders                 v5         v4        1   ✗ held: GAP

               10:00:00  data/events/clicks: readable in the secondary




               In a second terminal:
                 ./levee status --admin http://127.0.0.1:40123   (or: tables, events --follow)
                 ./levee failover lakehouse --to west --planned --admin http://127.0.0.1:40123
               Ctrl-C ends it.""");
  }

  @Test
  void coloursChangeNothingElse() {
    String colored = String.join("\n", new LiveView(Style.COLORED, "").lines(firstReplication()));
    String plain = String.join("\n", new LiveView(Style.PLAIN, "").lines(firstReplication()));

    assertThat(colored).contains("\u001b[");
    assertThat(colored.replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo(plain);
    assertThat(plain.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void aFrameIsDrawnOverTheLastAndTheCursorComesBack() {
    StringWriter terminal = new StringWriter();
    try (LiveScreen screen = new LiveScreen(new PrintWriter(terminal))) {
      screen.draw(List.of("one", "two"));
      screen.draw(List.of("three"));
    }

    assertThat(terminal.toString().replace('\u001b', '^'))
        .isEqualTo("^[?25l^[?7l\rone^[K\n\rtwo^[K\n^[J^[2A\rthree^[K\n^[J^[?7h^[?25h");
  }

  @Test
  void throughputIsTakenFromTotals() {
    Throughput throughput = new Throughput();
    throughput.add(1_000, 0);
    throughput.add(2_000, 250_000_000);
    throughput.add(5_000, 2_000_000_000);
    throughput.add(5_000, 3_000_000_000L);

    assertThat(throughput.rates()).containsExactly(2_000.0, 0.0);
    assertThat(Bar.columns(List.of(0.0, 0.0))).isEqualTo("▁▁");
    assertThat(Bar.of(0, 0, 4)).isEqualTo("████");
    assertThat(Bar.of(1, 4, 4)).isEqualTo("█░░░");
  }

  private static Sight firstReplication() {
    Progress progress = new Progress(20, 30, 3 << 20, 30, 3 << 20);
    GroupReport group =
        new GroupReport(
            "lakehouse",
            List.of("east", "west"),
            "east",
            "east",
            GroupState.INITIAL_REPLICATION,
            Optional.of(NOW.minusMillis(1500)),
            Optional.empty(),
            OptionalLong.of(1500),
            List.of(),
            "1",
            Optional.of(NOW),
            Optional.of(NOW),
            false,
            GroupStatus.Role.OWNER,
            "this process",
            List.of(),
            Optional.empty(),
            3,
            1,
            progress);
    List<TableReport> tables =
        List.of(
            table("data/events/clicks", TableStatus.Phase.TAILING, 12, OptionalLong.of(9)),
            table("data/shop/customers", TableStatus.Phase.BOOTSTRAPPING, 12, OptionalLong.empty()),
            table("data/shop/orders", TableStatus.Phase.HELD, 5, OptionalLong.of(4)));
    EventReport event =
        new EventReport(
            1,
            NOW,
            ReplicationEvent.Kind.TABLE_LIVE,
            Optional.of("data/events/clicks"),
            "readable in the secondary");
    double mebibyte = 1 << 20;
    return new Sight(group, tables, List.of(event), List.of(0.0, mebibyte, 2 * mebibyte));
  }

  private static TableReport table(
      String name, TableStatus.Phase phase, long primary, OptionalLong secondary) {
    Optional<TableReport.HoldReport> hold =
        phase == TableStatus.Phase.HELD
            ? Optional.of(
                new TableReport.HoldReport(HoldReason.GAP, "gap", "remedy", Optional.empty()))
            : Optional.empty();
    return new TableReport(
        name,
        "s3://lake-east/" + name,
        "s3://lake-west/" + name,
        phase,
        OptionalLong.of(primary),
        secondary,
        Optional.empty(),
        hold,
        Optional.empty(),
        0,
        Progress.NONE,
        Optional.empty());
  }
}
