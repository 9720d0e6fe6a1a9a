package dev.levee.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.testing.SparkTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code levee sync} as scripts call it: its exit codes, its answer, and what it leaves. */
class SyncProcessTest {
  private static final String EXCLUDED_HINT = "_last_vacuum_info";

  @TempDir Path folder;

  @Test
  void onceEverythingTwiceNothingAndABrokenTableIsNamed() throws Exception {
    SparkTables.NAMES.forEach(name -> SparkTables.unpack(name, data("east").resolve(name)));
    String config = config("{storage: {kind: file}, control: \"file://%s/west/_levee\"}");

    LeveeProcess.Ended first = LeveeProcess.run(folder, "sync", "--config", config);
    assertThat(first.exit()).as(first.out() + first.err()).isZero();
    SparkTables.NAMES.forEach(this::assertReplicaIsWhole);

    SortedMap<Path, BasicFileAttributes> before = files(data("west"));
    LeveeProcess.Ended second = LeveeProcess.run(folder, "sync", "--config", config);
    assertThat(second.exit()).as(second.out() + second.err()).isZero();
    assertUnchanged(before);

    Files.createFile(nextCommit("basic"));
    LeveeProcess.Ended third = LeveeProcess.run(folder, "sync", "--config", config, "--json");
    assertThat(third.exit()).as(third.out() + third.err()).isEqualTo(4);
    assertThat(third.out()).startsWith("{").contains("\"reason\" : \"COMMIT_EMPTY\"");
    assertUnchanged(before);
  }

  @Test
  void aRegionThatCannotBeReachedIsNamedWithoutAStackTrace() throws Exception {
    SparkTables.unpack("basic", data("east").resolve("basic"));
    String config =
        config(
            "{storage: {kind: s3, endpoint: \"http://127.0.0.1:1\", region: us-east-1, credentials:"
                + " {access_key: key, secret_key: \"${file:%s/secret}\"}}, control:"
                + " \"s3://west/_levee\"}");
    Files.writeString(folder.resolve("secret"), "secret");

    LeveeProcess.Ended ended =
        LeveeProcess.run(folder, "sync", "--config", config, "--timeout", "5s");
    assertThat(ended.exit()).isEqualTo(5);
    assertThat(ended.out()).contains("NOT caught up", "s3://west/", "127.0.0.1:1");
    assertThat(ended.err()).contains("region west cannot be tried out");
    assertThat(ended.out() + ended.err()).doesNotContain("\tat ");
  }

  /** A configuration of two regions, the secondary written as given; {@code %s} is the folder. */
  private String config(String west) throws IOException {
    boolean s3 = west.contains("kind: s3");
    String text =
        """
        admin: {listen: "127.0.0.1:0"}
        regions:
          east: {storage: {kind: file}, control: "file://%1$s/east/_levee"}
          west: %2$s
        failover_groups:
          - name: lakehouse
            regions: [east, west]
            initial_primary_region: east
            location_mappings:
              - {name: data, uri_by_region: {east: "file://%1$s/east/data/*", west: "%3$s/data/*"}}
            discover: ["file://%1$s/east/data/*"]
        """
            .formatted(
                folder, west.formatted(folder), s3 ? "s3://west" : "file://" + folder + "/west");
    return Files.writeString(folder.resolve("levee.yaml"), text).toString();
  }

  private Path data(String region) {
    return folder.resolve(region).resolve("data");
  }

  /** Every file of the replica is the primary's, and its log lacks nothing. */
  private void assertReplicaIsWhole(String table) {
    SortedMap<String, byte[]> original = SparkTables.files(table);
    Path replica = data("west").resolve(table);
    SortedMap<Path, BasicFileAttributes> copies = files(replica);
    copies.forEach(
        (file, attributes) ->
            assertThat(file).hasBinaryContent(original.get(replica.relativize(file).toString())));
    assertThat(original.keySet())
        .filteredOn(key -> key.startsWith("_delta_log/") && !key.endsWith(EXCLUDED_HINT))
        .as(table)
        .allSatisfy(key -> assertThat(replica.resolve(key)).exists());
  }

  private void assertUnchanged(SortedMap<Path, BasicFileAttributes> before) {
    SortedMap<Path, BasicFileAttributes> after = files(data("west"));
    assertThat(after.keySet()).isEqualTo(before.keySet());
    before.forEach(
        (file, attributes) -> {
          assertThat(after.get(file).lastModifiedTime())
              .as(file.toString())
              .isEqualTo(attributes.lastModifiedTime());
          assertThat(after.get(file).fileKey()).as(file.toString()).isEqualTo(attributes.fileKey());
        });
  }

  private Path nextCommit(String table) throws IOException {
    Path log = data("east").resolve(table).resolve("_delta_log");
    try (Stream<Path> files = Files.list(log)) {
      List<String> commits =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.matches("\\d{20}\\.json"))
              .sorted()
              .toList();
      long newest = Long.parseLong(commits.get(commits.size() - 1).substring(0, 20));
      return log.resolve("%020d.json".formatted(newest + 1));
    }
  }

  private static SortedMap<Path, BasicFileAttributes> files(Path folder) {
    SortedMap<Path, BasicFileAttributes> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.readAttributes(file, BasicFileAttributes.class));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
