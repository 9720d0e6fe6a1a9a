package dev.levee.bench;

import dev.levee.sync.model.SystemTime;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code levee bench seed}. */
@Command(
    name = "seed",
    mixinStandardHelpOptions = true,
    description =
        "Measures the first copy of tables: Levee, the plainest client (the floor), and the peers"
            + " that are on the PATH.")
final class SeedCommand implements Callable<Integer> {
  @Option(
      names = "--objects",
      defaultValue = "6000",
      description = "Data files of each table. Default: ${DEFAULT-VALUE}.")
  private int objects;

  @Option(
      names = "--commits",
      defaultValue = "1000",
      description = "Of each table. Default: ${DEFAULT-VALUE}.")
  private int commits;

  @Mixin private WorkloadOptions tables;
  @Mixin private RunOptions options;

  @Override
  public Integer call() throws InterruptedException, IOException {
    String prefix = "levee-bench-" + UUID.randomUUID() + "/";
    Workload workload = tables.workload(objects, Math.min(commits, objects));
    List<Client> own = List.of(Client.levee(options.heap()), Client.floor(options.heap()));
    ComparisonReport report;
    try (Servers servers = options.servers(prefix)) {
      Peers.Found peers = options.peers(servers, Peer::firstCopy);
      Plan plan = options.plan(workload, own, peers, prefix);
      report = new SeedBenchmark(plan, new SystemTime(), options::tell).run(servers);
    }
    options.write(report);
    return 0;
  }
}
