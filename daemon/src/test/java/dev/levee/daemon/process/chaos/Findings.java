package dev.levee.daemon.process.chaos;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;

/** How often an invariant was checked, and each time that one did not hold. */
final class Findings {
  private final LongAdder checked = new LongAdder();
  private final Set<String> violations = new ConcurrentSkipListSet<>();

  /** Checks once. */
  void check(boolean holds, String otherwise) {
    checked.increment();
    if (!holds) {
      violations.add(otherwise);
    }
  }

  void violation(String what) {
    check(false, what);
  }

  long checked() {
    return checked.sum();
  }

  List<String> violations() {
    return List.copyOf(violations);
  }
}
