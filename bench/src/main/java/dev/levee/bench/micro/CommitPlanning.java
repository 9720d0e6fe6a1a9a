package dev.levee.bench.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.levee.bench.TableContents;
import dev.levee.bench.Workload;
import dev.levee.sync.log.Commit;
import dev.levee.sync.log.CommitReader;
import dev.levee.sync.log.CommitRejectedException;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.CommitPlanner;
import dev.levee.sync.plan.PlanOutcome;
import dev.levee.sync.plan.TableRoots;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Plans a commit that was read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CommitPlanning {
  private static final TableRoots ROOTS =
      new TableRoots(
          new TableId("data", "sales/orders"),
          Location.parse("s3://acme-lake-east/sales/orders/"),
          Location.parse("s3://acme-lake-west/sales/orders/"));

  /** How many files the commit adds. */
  @Param({"5", "10000"})
  public int adds;

  private final CommitPlanner planner = new CommitPlanner(ROOTS);
  private final Protocol protocol = Protocol.legacy(1, 2);
  private Commit commit;

  /** Reads the commit. */
  @Setup
  public void read() throws CommitRejectedException, IOException {
    String text = new TableContents(Workload.plain(adds, 1 << 20, 1, 1), 0).commit(0);
    commit = new CommitReader().read(0, new ByteArrayInputStream(text.getBytes(US_ASCII)));
  }

  /** One commit. */
  @Benchmark
  public PlanOutcome plan() {
    return planner.plan(commit, protocol);
  }
}
