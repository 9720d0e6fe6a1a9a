package dev.levee.sync.engine.artefact;

import dev.levee.sync.store.ObjectEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Which files of a log were found wrong, by their names and ETags: they are told of once, and not
 * read again before they change or Levee starts anew.
 */
final class RejectedArtefacts {
  private final Consumer<String> warnings;
  private Set<String> rejected = new HashSet<>();
  private Set<String> seenAgain = new HashSet<>();

  RejectedArtefacts(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  /** Begins another look at the log; what is not asked for until the next one is forgotten. */
  void nextLook() {
    rejected = seenAgain;
    seenAgain = new HashSet<>();
  }

  boolean contains(List<ObjectEntry> files) {
    boolean known = rejected.contains(key(files)) || seenAgain.contains(key(files));
    if (known) {
      seenAgain.add(key(files));
    }
    return known;
  }

  void reject(List<ObjectEntry> files, String what, String fault) {
    seenAgain.add(key(files));
    warnings.accept("INTEGRITY: %s is left out: %s".formatted(what, fault));
  }

  private static String key(List<ObjectEntry> files) {
    return files.stream()
        .map(file -> file.location().name() + "\n" + file.attributes().etag())
        .collect(Collectors.joining("\n"));
  }
}
