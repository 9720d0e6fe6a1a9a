package dev.levee.daemon.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A table of one file and two regions for it, so that a command can replicate it and Java sees
 * which classes that needs (class data sharing).
 */
public final class TrainingRun implements AutoCloseable {
  private static final String FILE = "part-00000.parquet";
  private static final String COMMIT =
      """
      {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
      {"metaData":{"id":"training","format":{"provider":"parquet","options":{}},\
      "schemaString":"{\\"type\\":\\"struct\\",\\"fields\\":[]}","partitionColumns":[],\
      "configuration":{"delta.enableInCommitTimestamps":"false"},"createdTime":0}}
      {"add":{"path":"%s","partitionValues":{},"size":1,"modificationTime":0,"dataChange":true}}
      """;

  private final Side east;
  private final Side west;
  private final QuickstartConfig config;

  private TrainingRun(Side east, Side west, QuickstartConfig config) {
    this.east = east;
    this.west = west;
    this.config = config;
  }

  /** Starts both stores in a folder, at any ports, and writes the table into the first. */
  public static TrainingRun start(Path folder) throws IOException {
    Side east = Side.start("east", folder.resolve("east"), 0);
    Side west = Side.start("west", folder.resolve("west"), 0);
    ObjectStore store = east.store();
    store.overwrite(NewObject.of(east.data().resolve("t/" + FILE), new byte[1]));
    store.overwrite(
        NewObject.of(
            east.data().resolve("t/_delta_log/00000000000000000000.json"),
            COMMIT.formatted(FILE).getBytes(UTF_8)));
    return new TrainingRun(east, west, QuickstartConfig.write(folder, east, west));
  }

  /** The configuration. */
  public Path config() {
    return config.file();
  }

  /** The variables that the configuration reads. */
  public Map<String, String> variables() {
    return config.variables();
  }

  @Override
  public void close() {
    east.close();
    west.close();
  }
}
