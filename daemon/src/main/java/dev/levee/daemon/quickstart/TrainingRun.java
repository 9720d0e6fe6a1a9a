package dev.levee.daemon.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A table and two regions for it, so that a command can replicate it and Java sees which classes
 * that needs (class data sharing).
 */
public final class TrainingRun implements AutoCloseable {
  /** More than are read at once, so that a table is gone on with too. */
  private static final int COMMITS = 70;

  private static final String FIRST =
      """
      {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
      {"metaData":{"id":"training","format":{"provider":"parquet","options":{}},\
      "schemaString":"{\\"type\\":\\"struct\\",\\"fields\\":[]}","partitionColumns":[],\
      "configuration":{"delta.enableInCommitTimestamps":"false"},"createdTime":0}}
      """;
  private static final String EACH =
      """
      {"commitInfo":{"timestamp":0,"operation":"WRITE","operationParameters":{"mode":"Append"},\
      "isBlindAppend":true}}
      {"add":{"path":"%s","partitionValues":{},"size":1,"modificationTime":0,"dataChange":true,\
      "stats":"{\\"numRecords\\":1}"}}
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
    for (int version = 0; version < COMMITS; version++) {
      commit(store, east.data().resolve("t/"), version);
    }
    return new TrainingRun(east, west, QuickstartConfig.write(folder, east, west));
  }

  private static void commit(ObjectStore store, Location table, int version) {
    String file = "part-%05d.parquet".formatted(version);
    String actions = (version == 0 ? FIRST : "") + EACH.formatted(file);
    store.overwrite(NewObject.of(table.resolve(file), new byte[1]));
    store.overwrite(NewObject.of(LogListing.commit(table, version), actions.getBytes(UTF_8)));
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
