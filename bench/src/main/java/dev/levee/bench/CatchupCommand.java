package dev.levee.bench;

import dev.levee.sync.model.SystemTime;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code levee bench catchup}. */
@Command(
    name = "catchup",
    mixinStandardHelpOptions = true,
    description =
        "Measures how copies are brought up to date with what was committed during an outage:"
            + " Levee, a copy of exactly what is new (the floor), and the peers on the PATH.")
final class CatchupCommand implements Callable<Integer> {
  @Option(
      names = "--commits",
      defaultValue = "100",
      description = "New ones of each table in every run. Default: ${DEFAULT-VALUE}.")
  private int commits;

  @Option(
      names = "--objects",
      defaultValue = "500",
      description = "New data files of each table in every run. Default: ${DEFAULT-VALUE}.")
  private int objects;

  @Option(
      names = "--before",
      defaultValue = "1000",
      paramLabel = "COMMITS",
      description =
          "How many each table has before, with as many files each. Default: ${DEFAULT-VALUE}.")
  private int before;

  @Mixin private WorkloadOptions tables;
  @Mixin private RunOptions options;

  @Override
  public Integer call() throws InterruptedException, IOException {
    String prefix = "levee-bench-" + UUID.randomUUID() + "/";
    int all = before + options.runs() * commits;
    Workload workload =
        tables.workload(Math.toIntExact((long) objects * all / Math.max(1, commits)), all);
    List<Client> own = List.of(Client.levee(options.heap()), Client.floor(options.heap()));
    ComparisonReport report;
    try (Servers servers = options.servers(prefix)) {
      Peers.Found peers = options.peers(servers, Peer::synchronization);
      Plan plan = options.plan(workload, own, peers, prefix);
      report = new CatchupBenchmark(plan, before, new SystemTime(), options::tell).run(servers);
    }
    options.write(report);
    return 0;
  }
}
