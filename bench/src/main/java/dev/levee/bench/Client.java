package dev.levee.bench;

import java.util.function.Function;

/**
 * One of those that are compared.
 *
 * @param name as in the report
 * @param process a fresh process that does an assignment and ends
 * @param input what it reads on standard input
 */
record Client(
    String name,
    Kind kind,
    Function<Assignment, ProcessBuilder> process,
    Function<Assignment, String> input) {
  /** What a client is measured for. */
  enum Kind {
    LEVEE,
    /** What the others are measured by. */
    FLOOR,
    /** What users would run instead of Levee. */
    PEER
  }

  static final String FLOOR_NAME = "floor";

  /** Levee as its launcher starts it. */
  static Client levee(String heap) {
    return levee("sync", LeveeTransfer.class, heap);
  }

  /** The plainest copy. */
  static Client floor(String heap) {
    return floor(FloorTransfer.class, heap);
  }

  /** Levee while it runs and finds nothing new. */
  static Client leveePasses(String heap) {
    return levee("run", LeveePasses.class, heap);
  }

  /** The plainest listing. */
  static Client floorListing(String heap) {
    return floor(FloorListing.class, heap);
  }

  /** A program that reads nothing and whose output nobody reads. */
  static Client peer(String name, Function<Assignment, ProcessBuilder> process) {
    return new Client(
        name,
        Kind.PEER,
        assignment ->
            process
                .apply(assignment)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT),
        assignment -> "");
  }

  /** The name as a part of object keys. */
  String key() {
    return name.replaceAll("[^a-z0-9]+", "-");
  }

  private static Client levee(String command, Class<?> main, String heap) {
    return new Client(
        "levee",
        Kind.LEVEE,
        assignment -> JavaProcess.like(command, main, heap),
        Assignment::input);
  }

  private static Client floor(Class<?> main, String heap) {
    return new Client(
        FLOOR_NAME, Kind.FLOOR, assignment -> JavaProcess.of(main, heap), Assignment::input);
  }
}
