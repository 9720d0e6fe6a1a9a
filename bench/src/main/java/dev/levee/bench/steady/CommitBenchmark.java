package dev.levee.bench.steady;

import dev.levee.bench.BenchException;
import dev.levee.bench.PlainS3;
import dev.levee.bench.running.Recording;
import dev.levee.bench.running.Replication;
import dev.levee.bench.running.Request;
import dev.levee.bench.running.Requests;
import dev.levee.bench.running.RunningLevee;
import dev.levee.bench.running.Sample;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One new commit in a table of many files. The table's history is written to both sides, as an
 * earlier Levee would have left it; its data files are nowhere, since nobody asks for what is
 * replicated. Those of the new commit are there.
 */
final class CommitBenchmark {
  private static final int ADDS_PER_COMMIT = 10_000;
  private static final int FILE_BYTES = 64 * 1024;
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final double NANOS_PER_MILLI = 1e6;

  private final List<Integer> sizes;
  private final int newFiles;
  private final Setup setup;

  /**
   * A benchmark.
   *
   * @param sizes how many files the table has, each measured by itself
   */
  CommitBenchmark(List<Integer> sizes, int newFiles, Setup setup) {
    this.sizes = List.copyOf(sizes);
    this.newFiles = newFiles;
    this.setup = setup;
  }

  /** Measures. */
  CommitReport run() throws InterruptedException {
    Conditions conditions = setup.conditions();
    List<CommitReport.Size> measured = new ArrayList<>();
    for (int size : sizes) {
      try {
        measured.add(measure(size));
      } catch (IOException e) {
        throw new BenchException("the plain client failed: " + e.getMessage(), e);
      }
    }
    return new CommitReport(conditions, newFiles, measured);
  }

  private CommitReport.Size measure(int files) throws InterruptedException, IOException {
    Replication replication = setup.replication("commit-" + files);
    Tables tables = new Tables(setup.plainPrimary(), replication.data(), newFiles, FILE_BYTES);
    setup.progress().accept("writing the log of a table of %d files".formatted(files));
    long next = writeHistory(replication, files);
    try (RunningLevee levee = setup.launcher().start(replication)) {
      levee.record(Recording.TABLES);
      Sample caughtUp = levee.awaitCaughtUp();
      tables.writeFiles(0, next, tables.content());
      awaitFirstPoll(levee, next);
      tables.commit(0, next);
      Instant visible = setup.time().now();
      List<Request> requests = untilPublished(levee, next);
      Instant published = requests.get(requests.size() - 1).answered();
      return new CommitReport.Size(
          files,
          caughtUp.seconds(),
          Duration.between(visible, published).toNanos() / NANOS_PER_MILLI,
          Requests.of(withoutPollsBefore(requests, next)),
          levee.sample().heap().peakBytes());
    }
  }

  /** Returns the version after it. */
  private long writeHistory(Replication replication, int files) throws IOException {
    PlainS3 primary = setup.plainPrimary();
    PlainS3 secondary = setup.plainSecondary();
    String ours = new Tables(primary, replication.data(), 0, 1).root(0);
    String theirs = new Tables(secondary, replication.replica(), 0, 1).root(0);
    long version = 0;
    for (int first = 0; first < files; first += ADDS_PER_COMMIT) {
      CommitText commit = new CommitText(version);
      if (version == 0) {
        commit.createTable(files);
      }
      for (int file = first; file < Math.min(files, first + ADDS_PER_COMMIT); file++) {
        commit.add(CommitText.file(version, file), FILE_BYTES);
      }
      byte[] text = commit.take();
      primary.put(ours + CommitText.key(version), text);
      secondary.put(theirs + CommitText.key(version), text);
      version++;
    }
    return version;
  }

  /** Before it, a daemon that has just started reads what is in force: once, for no commit. */
  private void awaitFirstPoll(RunningLevee levee, long version) throws InterruptedException {
    long start = setup.time().nanoTime();
    while (levee.fetch().requests().stream().noneMatch(request -> isPollFor(version, request))) {
      if (setup.secondsSince(start) > PATIENCE.toSeconds()) {
        throw new BenchException("the table is not polled");
      }
      setup.time().sleep(LOOK);
    }
  }

  private static boolean isPollFor(long version, Request request) {
    return request.isEmptyPoll() && Tables.path(request).equals(Tables.path(0, version));
  }

  private List<Request> untilPublished(RunningLevee levee, long version)
      throws InterruptedException {
    String path = Tables.path(0, version);
    List<Request> requests = new ArrayList<>();
    long start = setup.time().nanoTime();
    while (setup.secondsSince(start) < PATIENCE.toSeconds()) {
      for (Request request : levee.fetch().requests()) {
        requests.add(request);
        if (request.isPublication() && Tables.path(request).equals(path)) {
          return requests;
        }
      }
      setup.time().sleep(LOOK);
    }
    throw new BenchException("the commit does not come: " + requests);
  }

  private static List<Request> withoutPollsBefore(List<Request> requests, long version) {
    return requests.stream().filter(request -> !isPollFor(version, request)).toList();
  }
}
