package dev.levee.bench.steady;

import dev.levee.bench.BenchException;
import dev.levee.bench.PlainS3;
import dev.levee.bench.running.Replication;
import dev.levee.bench.running.RunningLevee;
import dev.levee.bench.running.Sample;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One commit with very many files, each with long statistics. The data files are there and have one
 * byte each, so that it is the commit that needs the memory.
 */
final class MemoryBenchmark {
  private static final int LETTERS = 26;

  private final int adds;
  private final int statisticsBytes;
  private final Setup setup;

  /**
   * A benchmark.
   *
   * @param statisticsBytes of each file, about
   */
  MemoryBenchmark(int adds, int statisticsBytes, Setup setup) {
    this.adds = adds;
    this.statisticsBytes = statisticsBytes;
    this.setup = setup;
  }

  /** Measures. */
  MemoryReport run() throws InterruptedException {
    Path file = null;
    try {
      file = Files.createTempFile("levee-bench-", ".json");
      return run(file);
    } catch (IOException e) {
      throw new BenchException("the plain client failed: " + e.getMessage(), e);
    } finally {
      if (file != null) {
        boolean unused = file.toFile().delete();
      }
    }
  }

  private MemoryReport run(Path file) throws IOException, InterruptedException {
    Conditions conditions = setup.conditions();
    Replication replication = setup.replication("memory");
    PlainS3 primary = setup.plainPrimary();
    String root = new Tables(primary, replication.data(), 0, 1).root(0);
    writeCommit(file);
    long commitBytes = Files.size(file);
    setup
        .progress()
        .accept("writing %d files and a commit of %d bytes".formatted(adds, commitBytes));
    setup
        .parallel()
        .forEach(adds, number -> primary.put(root + CommitText.file(0, number), new byte[1]));
    primary.put(root + CommitText.key(0), file);
    setup.progress().accept("the floor");
    double floorSeconds = floor(root, replication.prefix() + "floor/");
    setup.progress().accept("replicating");
    try (RunningLevee levee = setup.launcher().start(replication)) {
      Sample caughtUp = levee.awaitCaughtUp();
      return new MemoryReport(
          conditions,
          adds,
          commitBytes,
          caughtUp.seconds(),
          floorSeconds,
          caughtUp.cpuSeconds(),
          levee.collect().bytes(),
          caughtUp.heap(),
          levee.peakResidentBytes());
    }
  }

  private void writeCommit(Path file) throws IOException {
    String least = letters();
    CommitText commit = new CommitText(0).createTable(adds);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int number = 0; number < adds; number++) {
        commit.add(CommitText.file(0, number), 1, least);
        out.write(commit.take());
      }
    }
  }

  private String letters() {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < statisticsBytes; i++) {
      letters.append((char) ('a' + i * 7 % LETTERS));
    }
    return letters.toString();
  }

  private double floor(String root, String copy) throws IOException, InterruptedException {
    PlainS3 primary = setup.plainPrimary();
    PlainS3 secondary = setup.plainSecondary();
    long start = setup.time().nanoTime();
    setup
        .parallel()
        .forEach(
            adds,
            number -> {
              String name = CommitText.file(0, number);
              secondary.put(copy + name, primary.get(root + name));
            });
    primary.copy(root + CommitText.key(0), secondary, copy + CommitText.key(0));
    return setup.secondsSince(start);
  }
}
