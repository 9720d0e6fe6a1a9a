package dev.levee.sync.verify;

import java.util.ArrayList;
import java.util.List;

/** Gathers findings; one thread's. */
final class FindingList {
  private final List<Finding> first = new ArrayList<>();
  private long count;

  void add(Finding finding) {
    count++;
    if (first.size() < Findings.KEPT) {
      first.add(finding);
    }
  }

  void addAll(List<Finding> findings) {
    findings.forEach(this::add);
  }

  boolean isEmpty() {
    return count == 0;
  }

  Findings all() {
    return new Findings(first, count);
  }
}
