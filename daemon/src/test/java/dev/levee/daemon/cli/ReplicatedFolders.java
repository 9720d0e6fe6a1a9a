package dev.levee.daemon.cli;

import dev.levee.daemon.testing.TestingStop;
import dev.levee.sync.testing.SparkTables;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two regions in folders, and the real command on them. */
final class ReplicatedFolders {
  private static final String CONFIG =
      """
      admin: {listen: "127.0.0.1:0"}
      regions:
        east: {storage: {kind: file}, control: "file://%1$s/east/_levee"}
        west: {storage: {kind: file}, control: "file://%1$s/west/_levee"}
      failover_groups:
        - name: lakehouse
          regions: [east, west]
          initial_primary_region: east
          location_mappings:
            - {name: data, uri_by_region: {east: "file://%1$s/east/data/*", west: "file://%1$s/west/data/*"}}
          discover: ["file://%1$s/east/data/*"]
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Path folder;
  private final Path config;

  ReplicatedFolders(Path folder) throws IOException {
    this.folder = folder;
    this.config = Files.writeString(folder.resolve("levee.yaml"), CONFIG.formatted(folder));
  }

  /** Unpacks tables that Spark wrote into the first region. */
  ReplicatedFolders with(String... tables) {
    Arrays.asList(tables).forEach(name -> SparkTables.unpack(name, table("east", name)));
    return this;
  }

  Path table(String region, String name) {
    return folder.resolve(region).resolve("data").resolve(name);
  }

  /** Runs a command with this configuration. */
  int levee(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--config", config.toString()));
    Terminal terminal =
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), Optional.empty());
    Map<String, String> none = Map.of();
    return Levee.execute(
        new Surroundings(InstalledComponents.create(), terminal, new TestingStop(), none::get),
        all.toArray(String[]::new));
  }

  /** What was written to stdout since the last call. */
  String out() {
    return taken(out);
  }

  /** What was written to stderr since the last call. */
  String err() {
    return taken(err);
  }

  private static String taken(StringWriter writer) {
    String text = writer.toString();
    writer.getBuffer().setLength(0);
    return text;
  }
}
