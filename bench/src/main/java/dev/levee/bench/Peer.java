package dev.levee.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A tool that users would run instead of Levee, with the flags that serve it best. */
interface Peer {
  /** The program's name on the PATH. */
  String program();

  /**
   * How the program says what it is: others have the same names.
   *
   * @param arguments that ask it
   * @param answer the first line of the answer, with the version as its first group
   */
  record Identity(List<String> arguments, Pattern answer) {}

  /** How it says what it is. */
  Identity identity();

  /** Why it cannot copy between these stores, if so. */
  Optional<String> obstacle(Servers servers);

  /** For copying to where nothing is yet. */
  List<Client> firstCopy(Path program);

  /** For copying what is new to where the rest is: each way of comparing both sides. */
  List<Client> synchronization(Path program);
}
