package dev.levee.sync.simulation;

import java.util.TreeMap;
import java.util.TreeSet;

/** Why Levee cannot make the two sides of a table equal by itself. */
final class Explanations {
  private final TreeMap<String, TreeSet<String>> byTable = new TreeMap<>();

  void add(String table, String why) {
    byTable.computeIfAbsent(table, absent -> new TreeSet<>()).add(why);
  }

  boolean has(String table) {
    return byTable.containsKey(table);
  }

  @Override
  public String toString() {
    return byTable.toString();
  }
}
