package dev.levee.daemon.process.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.NewObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the witness is there for is planted, and found. */
class WitnessTest {
  private static final String TABLE = "shop/orders/";
  private static final String COMMIT = "{\"commitInfo\":{}}\n";

  @TempDir Path folder;

  private final Time time = new SystemTime();
  private final AckedCommits acked = new AckedCommits(time);
  private final Findings findings = new Findings();
  private ChaosRegion east;
  private ChaosRegion west;
  private Witness witness;

  @BeforeEach
  void start() throws IOException {
    east = new ChaosRegion("east", folder, acked, time);
    west = new ChaosRegion("west", folder, acked, time);
    witness = new Witness(List.of(east, west), acked, findings);
  }

  @AfterEach
  void stop() throws IOException {
    east.close();
    west.close();
  }

  @Test
  void aReplicaThatIsBehindIsNoViolation() throws IOException {
    write(east, 0, COMMIT);
    copy(west, 0, COMMIT);
    write(east, 1, COMMIT);
    claim(time.now().minus(Duration.ofMinutes(1)).toString());

    witness.look(List.of());

    assertThat(findings.violations()).isEmpty();
    assertThat(witness.forks()).isEmpty();
  }

  @Test
  void aGapIsFound() throws IOException {
    copy(west, 0, COMMIT);
    copy(west, 2, COMMIT);
    witness.look(List.of());
    assertThat(findings.violations()).singleElement().asString().contains("[0, 2]");
  }

  @Test
  void aCommitBeforeItsFilesIsFound() throws IOException {
    copy(west, 0, "{\"add\":{\"path\":\"a%20b.parquet\",\"size\":3}}\n");
    witness.look(List.of());
    assertThat(findings.violations()).singleElement().asString().contains("a b.parquet");
  }

  @Test
  void aFileOfAnotherSizeIsFound() throws IOException {
    put(west, "a.parquet", "four");
    copy(west, 0, "{\"add\":{\"path\":\"a.parquet\",\"size\":3}}\n");
    witness.look(List.of());
    assertThat(findings.violations()).singleElement().asString().contains("a.parquet");
  }

  @Test
  void aReplicationPointThatLiesIsFound() throws IOException {
    write(east, 0, COMMIT);
    copy(west, 0, COMMIT);
    write(east, 1, COMMIT);
    claim(time.now().plus(Duration.ofMinutes(1)).toString());

    witness.look(List.of());

    assertThat(findings.violations()).singleElement().asString().contains("is not replicated");
  }

  @Test
  void whatIsLostAndWhatNobodyWroteIsFound() throws IOException {
    write(east, 0, COMMIT);
    witness.look(List.of());
    east.store().delete(log(east, 0));
    copy(east, 0, "{\"commitInfo\":{\"other\":1}}\n");
    witness.look(List.of());

    new Reckoning(List.of(east, west), witness, acked, findings).checkHistory();

    assertThat(findings.violations())
        .anyMatch(violation -> violation.endsWith("is lost"))
        .anyMatch(violation -> violation.startsWith("nobody wrote"));
  }

  private void write(ChaosRegion region, long version, String text) {
    assertThat(region.writersStore().createExclusive(object(region, version, text))).isNotNull();
  }

  private void copy(ChaosRegion region, long version, String text) {
    assertThat(region.store().createExclusive(object(region, version, text))).isNotNull();
  }

  private static NewObject object(ChaosRegion region, long version, String text) {
    return NewObject.of(log(region, version), text.getBytes(UTF_8));
  }

  private static Location log(ChaosRegion region, long version) {
    return region.data().resolve(TABLE + "_delta_log/%020d.json".formatted(version));
  }

  private static void put(ChaosRegion region, String name, String text) {
    region
        .store()
        .overwrite(NewObject.of(region.data().resolve(TABLE + name), text.getBytes(UTF_8)));
  }

  /** As a control record says it. */
  private void claim(String replicationPoint) {
    String record =
        "{\"primary_region\":\"east\",\"replication_point\":\"%s\"}".formatted(replicationPoint);
    Location location = west.control().resolve("control/%020d.json".formatted(1));
    west.store().overwrite(NewObject.of(location, record.getBytes(UTF_8)));
  }
}
