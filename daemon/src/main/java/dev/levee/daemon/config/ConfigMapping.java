package dev.levee.daemon.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Keys and values of the file. A reader asks for the keys it knows and then tells {@link
 * #noOthers}, so that a misspelt key cannot pass as an absent one.
 */
final class ConfigMapping {
  private final ConfigValue self;
  private final Problems problems;
  private final Map<String, ConfigValue> values = new LinkedHashMap<>();
  private final Map<String, Mark> keyMarks = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  private ConfigMapping(ConfigValue self, Problems problems) {
    this.self = self;
    this.problems = problems;
  }

  static ConfigMapping of(MappingNode node, ConfigValue self, Problems problems) {
    ConfigMapping mapping = new ConfigMapping(self, problems);
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        mapping.put(key, tuple);
      } else {
        problems.add(
            tuple.getKeyNode().getStartMark(), self.path(), "a key is no text", "write a name");
      }
    }
    return mapping;
  }

  private void put(ScalarNode key, NodeTuple tuple) {
    String name = key.getValue();
    String path = self.path().isEmpty() ? name : self.path() + "." + name;
    Mark first = keyMarks.putIfAbsent(name, key.getStartMark());
    if (first == null) {
      values.put(name, new ConfigValue(tuple.getValueNode(), path, problems));
    } else {
      problems.add(
          key.getStartMark(),
          path,
          "the key is there twice, first in line " + (first.getLine() + 1),
          "keep one of them");
    }
  }

  /** All of them, for mappings whose keys are names that the user chooses. */
  Map<String, ConfigValue> all() {
    return values;
  }

  Optional<ConfigValue> optional(String key) {
    asked.add(key);
    return Optional.ofNullable(values.get(key));
  }

  Optional<ConfigValue> required(String key) {
    Optional<ConfigValue> value = optional(key);
    if (value.isEmpty()) {
      self.problem("the key '" + key + "' is missing", "add it");
    }
    return value;
  }

  /** Reports each key that was not asked for. */
  void noOthers() {
    keyMarks.forEach(
        (key, mark) -> {
          if (!asked.contains(key)) {
            String path = self.path().isEmpty() ? key : self.path() + "." + key;
            problems.add(mark, path, "unknown key", remedyFor(key));
          }
        });
  }

  private String remedyFor(String key) {
    return Spelling.nearest(key, asked)
        .map(known -> "did you mean '" + known + "'?")
        .orElse("known keys here: " + String.join(", ", asked));
  }
}
