package dev.levee.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.model.SystemTime;
import dev.levee.sync.model.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each scenario comes to its end and its figures are of what it says; their size is no matter. */
class ScenariosTest {
  private static final String HEAP = "256m";
  private static final int RUNS = 1;
  private static final int CONNECTIONS = 4;
  private static final Time TIME = new SystemTime();

  private static EmbeddedServers servers;

  @BeforeAll
  static void start() {
    // The clients live for moments.
    System.setProperty(JavaProcess.OPTIONS, "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    servers = EmbeddedServers.oneEndpoint();
  }

  @AfterAll
  static void stop() {
    servers.close();
    System.clearProperty(JavaProcess.OPTIONS);
  }

  private static Plan plan(Workload workload, List<Client> clients, String prefix) {
    return new Plan(workload, clients, Peers.Found.NOTHING, RUNS, CONNECTIONS, prefix);
  }

  @Test
  void largeObjectsAreCopiedWithinOneEndpointAndFoundWhole() throws Exception {
    int size = 9 << 20;
    List<Client> clients = List.of(Client.floor(HEAP), Client.levee(HEAP));
    TransferReport report =
        new SeedBenchmark(plan(Workload.plain(2, size, 2, 1), clients, "large/"), TIME, line -> {})
            .run(servers);

    assertThat(report.runs()).hasSize(2).allMatch(run -> run.objects() == 4);
    assertThat(report.runs()).allMatch(run -> run.bytes() > 2L * size);
    assertThat(report.text()).contains("MB/S", "2 objects of 9.0 MiB").doesNotContain("PEER");
    assertThat(report.chart().svg()).contains("Megabytes per second");
  }

  @Test
  void catchingUpIsMeasuredOnWhatIsNewAlone() throws Exception {
    Workload workload = new Workload(1, 24, 100, 12, 0, 4, 1);
    List<Client> clients = List.of(Client.levee(HEAP), Client.floor(HEAP));
    TransferReport report =
        new CatchupBenchmark(plan(workload, clients, "catchup/"), 8, TIME, line -> {}).run(servers);

    // Four commits, eight files, the checkpoint of version 8; the hint was there before.
    assertThat(report.runs()).hasSize(2).allMatch(run -> run.objects() == 13);
    assertThat(report.text()).contains("catching up with 4 commits");
  }

  @Test
  void aPassWithoutChangesIsOneRequestOfARunningLevee() throws Exception {
    List<Client> clients = new ArrayList<>();
    clients.add(Client.leveePasses(HEAP));
    clients.add(Client.floorListing(HEAP));
    Plan plan = plan(Workload.plain(20, 100, 10, 1), clients, "nochange/");
    NoChangeReport report =
        new NoChangeBenchmark(plan, Client.levee(HEAP), TIME, line -> {}).run(servers);

    Optional<Look> levee = report.runs().stream().filter(l -> l.client().equals("levee")).findAny();
    assertThat(levee.orElseThrow().requests().orElseThrow()).isBetween(1.0, 2.0);
    assertThat(levee.orElseThrow().timesLevee()).hasValue(1);
    assertThat(report.text()).contains("Nothing new among 30 objects", "one pass");
    assertThat(report.chart().svg()).contains("Milliseconds");
  }
}
