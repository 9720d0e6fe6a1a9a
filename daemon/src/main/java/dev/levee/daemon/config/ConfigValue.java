package dev.levee.daemon.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A value of the file with its place. What it is not is told to the problems. */
final class ConfigValue {
  private final Node node;
  private final String path;
  private final Problems problems;

  ConfigValue(Node node, String path, Problems problems) {
    this.node = node;
    this.path = path;
    this.problems = problems;
  }

  String path() {
    return path;
  }

  int line() {
    return node.getStartMark().getLine() + 1;
  }

  void problem(String message, String remedy) {
    problems.add(node.getStartMark(), path, message, remedy);
  }

  Optional<ConfigMapping> mapping() {
    if (node instanceof MappingNode mapping) {
      return Optional.of(ConfigMapping.of(mapping, this, problems));
    }
    problem("keys and values are expected here, not " + kind(), "write it as 'key: value' lines");
    return Optional.empty();
  }

  List<ConfigValue> items() {
    if (!(node instanceof SequenceNode sequence)) {
      problem("a list is expected here, not " + kind(), "write it as [a, b] or as '- ' lines");
      return List.of();
    }
    List<ConfigValue> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new ConfigValue(item, path + "[" + items.size() + "]", problems));
    }
    return items;
  }

  Optional<String> text() {
    if (!(node instanceof ScalarNode scalar)) {
      problem("one value is expected here, not " + kind(), "write a single value");
      return Optional.empty();
    }
    if (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isEmpty()) {
      problem("the value is empty", "fill it in or remove the key");
      return Optional.empty();
    }
    return Optional.of(scalar.getValue());
  }

  /**
   * The value as something else.
   *
   * @param parse throws IllegalArgumentException with what is wrong
   */
  <T> Optional<T> as(Function<String, T> parse, String remedy) {
    return text()
        .flatMap(
            text -> {
              try {
                return Optional.of(parse.apply(text));
              } catch (IllegalArgumentException e) {
                problem(e.getMessage(), remedy);
                return Optional.empty();
              }
            });
  }

  private String kind() {
    if (node instanceof MappingNode) {
      return "keys and values";
    }
    return node instanceof SequenceNode ? "a list" : "a single value";
  }
}
