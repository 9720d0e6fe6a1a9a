package dev.levee.bench.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.levee.bench.TableContents;
import dev.levee.bench.Workload;
import dev.levee.sync.log.Commit;
import dev.levee.sync.log.CommitReader;
import dev.levee.sync.log.CommitRejectedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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

/** Reads a commit; its bytes a second are counted beside it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CommitReading {
  /** How many files the commit adds. */
  @Param({"1", "5", "10000"})
  public int adds;

  private final CommitReader reader = new CommitReader();
  private byte[] bytes = {};

  /** What was read. */
  @AuxCounters
  @State(Scope.Thread)
  public static class Read {
    /** Of commits. */
    public long bytes;
  }

  /** Makes the commit. */
  @Setup
  public void make() {
    bytes = new TableContents(Workload.plain(adds, 1 << 20, 1, 1), 0).commit(0).getBytes(US_ASCII);
  }

  /** One commit. */
  @Benchmark
  public Commit read(Read read) throws CommitRejectedException, IOException {
    read.bytes += bytes.length;
    return reader.read(0, new ByteArrayInputStream(bytes));
  }
}
