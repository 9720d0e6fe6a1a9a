package dev.levee.sync.plan;

import dev.levee.sync.log.DeletionVector;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Gathers the objects of one plan, each once. */
final class PlanCollector {
  /** Finds objects, and stops at the first reference that cannot be followed. */
  @FunctionalInterface
  interface Finder {
    void find() throws UnusablePathException;
  }

  private final TableRoots roots;
  private final long version;
  private final Map<Location, RequiredObject> objects = new LinkedHashMap<>();
  private final Set<VectorExtent> vectors = new LinkedHashSet<>();
  private final List<String> warnings = new ArrayList<>();
  private boolean rewritten;

  PlanCollector(TableRoots roots, long version) {
    this.roots = roots;
    this.version = version;
  }

  void warn(List<String> further) {
    warnings.addAll(further);
  }

  /** Adds the object of a raw key below the table's root. */
  void require(String key, OptionalLong size, RequiredObject.Kind kind)
      throws UnusablePathException {
    require(below(key), size, kind);
  }

  /** Adds an object. The first mention gives size and kind. */
  void require(FilePlace place, OptionalLong size, RequiredObject.Kind kind)
      throws UnusablePathException {
    Location source = place.source();
    Location target = place.target();
    if (source.isTooLong() || target.isTooLong()) {
      throw new UnusablePathException(
          HoldReason.KEY_TOO_LONG,
          "a key has more than " + Location.MAX_KEY_BYTES + " bytes",
          target.key());
    }
    objects.putIfAbsent(source, new RequiredObject(source, target, size, kind));
  }

  /** The place of a raw key below the table's root. */
  FilePlace below(String key) {
    return new FilePlace(roots.source().resolve(key), roots.target().resolve(key));
  }

  /** Adds a deletion vector of a file that is required already, and that has an offset. */
  void vector(FilePlace file, DeletionVector vector) {
    vectors.add(
        new VectorExtent(
            file.source(), file.target(), vector.offset().orElseThrow(), vector.sizeInBytes()));
  }

  /** Some path is another one in the secondary's log. */
  void rewrite() {
    rewritten = true;
  }

  PlanOutcome collect(Finder finder) {
    try {
      finder.find();
    } catch (UnusablePathException e) {
      return new PlanOutcome.Refused(
          CommitPlanner.named(version, new Hold(e.reason(), e.getMessage())));
    }
    return new PlanOutcome.Planned(
        new CommitPlan(
            version, List.copyOf(objects.values()), List.copyOf(vectors), rewritten, warnings));
  }
}
