package dev.levee.daemon.process.chaos;

import dev.levee.sync.store.ObjectBody;

/**
 * A commit of a table, wherever it lies.
 *
 * @param table the table's path
 * @param version its version
 * @param md5 of its bytes
 */
record CommitBytes(String table, long version, String md5) {
  static String md5(byte[] bytes) {
    return ObjectBody.of(bytes).md5();
  }
}
