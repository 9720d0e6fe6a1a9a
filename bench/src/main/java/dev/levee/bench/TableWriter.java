package dev.levee.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.levee.sync.log.kernel.KernelCheckpoints;
import dev.levee.sync.log.kernel.MadeCheckpoint;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Writes a workload's tables, or the next commits of them: all files, then the commits, then the
 * checkpoints. Nobody reads the tables meanwhile, so that commits come in no order. Files are
 * generated as they are sent.
 */
final class TableWriter {
  private static final String LOG = "_delta_log/";

  private final Workload workload;
  private final Bucket bucket;
  private final String prefix;
  private final PlainS3 store;
  private final int connections;

  /**
   * A writer of tables that are not there yet.
   *
   * @param prefix of all tables' keys, ending with {@code /}
   * @param connections how many requests are under way
   */
  TableWriter(Workload workload, Bucket bucket, String prefix, int connections, Time time) {
    this.workload = workload;
    this.bucket = bucket;
    this.prefix = prefix;
    this.connections = connections;
    this.store = new PlainS3(bucket, time);
  }

  private record NewFile(String name, Supplier<PlainS3.Body> body) {
    static NewFile of(String name, byte[] bytes) {
      return new NewFile(
          name, () -> new PlainS3.Body(bytes.length, new ByteArrayInputStream(bytes)));
    }
  }

  /**
   * Writes these commits of every table, and all that belongs to them.
   *
   * @param end the first commit that is not written
   * @return the names of all that was written, below the prefix
   */
  List<String> write(int begin, int end) throws InterruptedException {
    List<String> names = Collections.synchronizedList(new ArrayList<>());
    try {
      put(files(begin, end), names);
      put(commits(begin, end), names);
      if (workload.checkpointEvery() > 0) {
        checkpoint(begin, end, names);
      }
    } catch (IOException | StoreException e) {
      throw new BenchException("writing the workload: " + e.getMessage(), e);
    }
    return List.copyOf(names);
  }

  private void put(List<NewFile> files, List<String> names)
      throws IOException, InterruptedException {
    ParallelWork.each(files, connections, file -> put(file, names));
  }

  private void put(NewFile file, List<String> names) throws IOException {
    try (PlainS3.Body body = file.body().get()) {
      store.put(prefix + file.name(), body);
    }
    names.add(file.name());
  }

  private List<NewFile> files(int begin, int end) {
    List<NewFile> files = new ArrayList<>();
    for (int table = 0; table < workload.tables(); table++) {
      String folder = folder(table);
      TableContents contents = new TableContents(workload, table);
      int last = workload.firstObject(end);
      for (int object = workload.firstObject(begin); object < last; object++) {
        int number = object;
        files.add(
            new NewFile(
                folder + contents.fileName(number),
                () -> new PlainS3.Body(workload.objectBytes(), contents.content(number))));
      }
      IntStream.range(begin, end)
          .mapToObj(contents::deletion)
          .flatMap(deletion -> deletion.stream())
          .forEach(rows -> files.add(NewFile.of(folder + rows.fileName(), rows.file())));
    }
    return files;
  }

  private List<NewFile> commits(int begin, int end) {
    List<NewFile> commits = new ArrayList<>();
    for (int table = 0; table < workload.tables(); table++) {
      TableContents contents = new TableContents(workload, table);
      for (int commit = begin; commit < end; commit++) {
        commits.add(
            NewFile.of(
                "%s%s%020d.json".formatted(folder(table), LOG, commit),
                contents.commit(commit).getBytes(US_ASCII)));
      }
    }
    return commits;
  }

  private void checkpoint(int begin, int end, List<String> names)
      throws IOException, InterruptedException {
    try (ObjectStore read = bucket.open()) {
      KernelCheckpoints checkpoints = new KernelCheckpoints(read);
      ParallelWork.each(
          IntStream.range(0, workload.tables()).boxed().toList(),
          connections,
          table -> checkpoint(checkpoints, table, begin, end, names));
    }
  }

  private void checkpoint(
      KernelCheckpoints checkpoints, int table, int begin, int end, List<String> names)
      throws IOException {
    int every = workload.checkpointEvery();
    byte[] hint = {};
    for (int version = Math.max(every, (begin + every - 1) / every * every);
        version < end;
        version += every) {
      try (MadeCheckpoint made =
          checkpoints.make(bucket.at(prefix + folder(table)), version, UnaryOperator.identity())) {
        String name = "%s%s%020d.checkpoint.parquet".formatted(folder(table), LOG, version);
        store.put(prefix + name, new PlainS3.Body(made.body().length(), made.body().open()));
        names.add(name);
        hint = made.hint();
      }
    }
    if (hint.length > 0) {
      put(NewFile.of(folder(table) + LOG + "_last_checkpoint", hint), names);
    }
  }

  private static String folder(int table) {
    return "table_%05d/".formatted(table);
  }
}
