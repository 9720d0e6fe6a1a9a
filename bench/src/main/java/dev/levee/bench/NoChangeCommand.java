package dev.levee.bench;

import dev.levee.sync.model.SystemTime;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code levee bench nochange}. */
@Command(
    name = "nochange",
    mixinStandardHelpOptions = true,
    description =
        "Measures how it is found that nothing is new: a pass of a running Levee, a listing in a"
            + " running process (the floor), and whole runs of the peers on the PATH.")
final class NoChangeCommand implements Callable<Integer> {
  @Option(
      names = "--objects",
      defaultValue = "5000",
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
    List<Client> own =
        List.of(Client.leveePasses(options.heap()), Client.floorListing(options.heap()));
    ComparisonReport report;
    try (Servers servers = options.servers(prefix)) {
      Peers.Found peers = options.peers(servers, Peer::synchronization);
      Plan plan = options.plan(workload, own, peers, prefix);
      report =
          new NoChangeBenchmark(plan, Client.levee(options.heap()), new SystemTime(), options::tell)
              .run(servers);
    }
    options.write(report);
    return 0;
  }
}
