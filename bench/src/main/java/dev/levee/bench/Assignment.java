package dev.levee.bench;

import dev.levee.daemon.report.Json;
import dev.levee.sync.model.Location;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * What one client has to do once: make everything below a prefix of the source exist below a fresh
 * prefix of the target.
 *
 * @param sourceData the key prefix of the workload
 * @param runPrefix a key prefix that nothing else uses, for the copy and for what a client keeps of
 *     its own, in either bucket
 * @param keys which objects, relative to the prefix, where the client is told; empty for all that a
 *     listing finds
 * @param connections how many requests it may have under way
 */
record Assignment(
    Bucket source,
    String sourceData,
    Bucket target,
    String runPrefix,
    List<String> keys,
    int connections) {
  /** Copies the list. */
  Assignment {
    keys = List.copyOf(keys);
  }

  /** Reads what {@link #input} wrote. */
  static Assignment read(InputStream input) throws IOException {
    return Json.readRequest(input.readAllBytes(), Assignment.class);
  }

  /** The same, of these objects alone. */
  Assignment with(List<String> wanted) {
    return new Assignment(source, sourceData, target, runPrefix, wanted, connections);
  }

  /** Whether both sides are one server and one identity, which can copy by itself. */
  boolean withinOneEndpoint() {
    return source.isBeside(target);
  }

  /** The assignment for a child process. It goes through a pipe: it has the secrets in it. */
  String input() {
    return Json.write(this);
  }

  Location from() {
    return source.at(sourceData);
  }

  Location to() {
    return target.at(targetData());
  }

  /** The key prefix of the copy. */
  String targetData() {
    return runPrefix + "data/";
  }

  /** The key prefix of what a client keeps of its own. */
  String control() {
    return runPrefix + "control/";
  }
}
