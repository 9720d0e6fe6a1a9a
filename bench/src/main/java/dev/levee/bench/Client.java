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
    return java("levee", Kind.LEVEE, LeveeTransfer.class, heap);
  }

  /** The plainest copy. */
  static Client floor(String heap) {
    return java(FLOOR_NAME, Kind.FLOOR, FloorTransfer.class, heap);
  }

  /** Levee while it runs and finds nothing new. */
  static Client leveePasses(String heap) {
    return java("levee", Kind.LEVEE, LeveePasses.class, heap);
  }

  /** The plainest listing. */
  static Client floorListing(String heap) {
    return java(FLOOR_NAME, Kind.FLOOR, FloorListing.class, heap);
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

  private static Client java(String name, Kind kind, Class<?> main, String heap) {
    return new Client(name, kind, assignment -> JavaProcess.of(main, heap), Assignment::input);
  }
}
