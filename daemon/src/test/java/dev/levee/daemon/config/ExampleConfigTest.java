package dev.levee.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What lies in {@code config/} is true. */
class ExampleConfigTest {
  private static final Path FOLDER = Path.of("../config");
  private static final Pattern KNOWN = Pattern.compile("known keys here: (.*)");

  @TestFactory
  Stream<DynamicTest> everyExampleLoads() throws IOException {
    List<Path> examples;
    try (Stream<Path> files = Files.list(FOLDER)) {
      examples = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    assertThat(examples).hasSizeGreaterThanOrEqualTo(2);
    ConfigLoader loader = new ConfigLoader(name -> "value-of-" + name);
    return examples.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> assertThat(loader.load(file).groups()).isNotEmpty()));
  }

  @Test
  void theSchemaHasExactlyTheKeysThatTheLoaderKnows(@TempDir Path folder) throws IOException {
    JsonNode root = new ObjectMapper().readTree(FOLDER.resolve("levee.schema.json").toFile());
    Map<String, String> schema = new TreeMap<>();
    collect(root, "", schema);

    String nonsense = "zzzzzzzzzzzzzzzz: 1";
    Path file =
        Files.writeString(
            folder.resolve("levee.yaml"),
            """
            %1$s
            admin: {%1$s}
            regions: {east: {%1$s, storage: {%1$s, kind: s3, credentials: {%1$s}}, catalog: {%1$s}}}
            failover_groups: [{%1$s, regions: [], location_mappings: [{%1$s}], replication: {%1$s, deletes: {%1$s}}, unity_catalog_assets: {%1$s, catalogs: [{%1$s}], drops: {%1$s}}, stable_url: {%1$s}, failover: {%1$s, stop_writes: {%1$s, bucket_policy: {%1$s}}}}]
            copy: {%1$s}
            """
                .formatted(nonsense));
    ConfigException thrown =
        catchThrowableOfType(
            ConfigException.class, () -> new ConfigLoader(name -> null).load(file));
    Map<String, String> loader = new TreeMap<>();
    for (ConfigProblem problem : thrown.problems()) {
      Matcher known = KNOWN.matcher(problem.remedy());
      if (known.matches()) {
        String section = problem.path().replaceFirst("\\.?zzz+$", "");
        loader.put(
            section.replace("[0]", "[]").replace("regions.east", "regions.*"),
            sorted(List.of(known.group(1).split(", ", -1))));
      }
    }
    assertThat(schema).isEqualTo(loader);
  }

  private static String sorted(List<String> keys) {
    return String.join(", ", keys.stream().sorted().toList());
  }

  private static void collect(JsonNode node, String path, Map<String, String> into) {
    if (node.path("properties").isObject()) {
      into.put(
          path,
          sorted(node.get("properties").properties().stream().map(Map.Entry::getKey).toList()));
      node.get("properties")
          .properties()
          .forEach(
              e ->
                  collect(
                      e.getValue(), path.isEmpty() ? e.getKey() : path + "." + e.getKey(), into));
    }
    if (node.path("items").isObject()) {
      collect(node.get("items"), path + "[]", into);
    }
    if (node.path("additionalProperties").isObject()) {
      collect(node.get("additionalProperties"), path + ".*", into);
    }
  }
}
