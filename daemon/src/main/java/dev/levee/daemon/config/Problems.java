package dev.levee.daemon.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;

/** Gathers what is wrong with one file, so that all of it can be told at once. */
final class Problems {
  /** As in {@code s3://KEY:SECRET@bucket}, which some tools take. */
  private static final Pattern CREDENTIALS = Pattern.compile("://[^/@\\s]*@");

  private final String file;
  private final List<ConfigProblem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(Mark mark, String path, String message, String remedy) {
    found.add(
        new ConfigProblem(
            file, mark.getLine() + 1, mark.getColumn() + 1, path, oneLine(message), remedy));
  }

  void addToFile(int line, String message, String remedy) {
    found.add(new ConfigProblem(file, line, 1, "", oneLine(message), remedy));
  }

  private static String oneLine(String message) {
    return CREDENTIALS.matcher(message).replaceAll("://***@").replaceAll("\\p{Cntrl}+", " ");
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      found.sort(
          Comparator.comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column));
      throw new ConfigException(found);
    }
  }
}
