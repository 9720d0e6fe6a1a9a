package dev.levee.bench.steady;

import dev.levee.bench.PlainS3;
import dev.levee.bench.running.Request;
import java.io.IOException;
import java.util.SplittableRandom;

/**
 * Small Delta tables that a plain client writes. Their data files have the names of Parquet files
 * and hold bytes that nothing can compress.
 *
 * @param store where they are written
 * @param prefix of the keys of all of them, ending with {@code /}
 * @param files how many data files each commit adds
 * @param fileBytes the size of each
 */
record Tables(PlainS3 store, String prefix, int files, int fileBytes) {
  /** The key of one table's root, from 0 on. */
  String root(int table) {
    return prefix + "table_%06d/".formatted(table);
  }

  /** Writes version 0 of so many tables, with this many files in it. */
  void create(int tables, int firstFiles, Parallel parallel) throws InterruptedException {
    byte[] content = content();
    parallel.forEach(
        tables,
        table -> {
          CommitText commit = new CommitText(0).createTable(table);
          for (int file = 0; file < firstFiles; file++) {
            String path = CommitText.file(0, file);
            store.put(root(table) + path, content);
            commit.add(path, content.length);
          }
          store.put(root(table) + CommitText.key(0), commit.take());
        });
  }

  /** Writes the data files of a version of a table. */
  void writeFiles(int table, long version, byte[] content) throws IOException {
    for (int file = 0; file < files; file++) {
      store.put(root(table) + CommitText.file(version, file), content);
    }
  }

  /** Writes the commit of a version of a table, whose data files are there. */
  void commit(int table, long version) throws IOException {
    CommitText commit = new CommitText(version);
    for (int file = 0; file < files; file++) {
      commit.add(CommitText.file(version, file), fileBytes);
    }
    store.put(root(table) + CommitText.key(version), commit.take());
  }

  /** What all data files hold. */
  byte[] content() {
    byte[] content = new byte[fileBytes];
    new SplittableRandom(fileBytes).nextBytes(content);
    return content;
  }

  /** What of a request's key names the table and the object, whatever side it is on. */
  static String path(Request request) {
    int table = request.key().lastIndexOf("/table_");
    return table < 0 ? request.key() : request.key().substring(table + 1);
  }

  /** The same of a table's commit. */
  static String path(int table, long version) {
    return "table_%06d/".formatted(table) + CommitText.key(version);
  }

  /** The name of the table that a request is about. */
  static String name(Request request) {
    return path(request).replaceFirst("/.*", "");
  }
}
