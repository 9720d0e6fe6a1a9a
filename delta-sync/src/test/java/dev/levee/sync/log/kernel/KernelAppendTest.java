package dev.levee.sync.log.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.sync.log.AppendedFile;
import dev.levee.sync.log.BlindAppend;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.TransactionIdentifier;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.testing.HeldObjects;
import dev.levee.sync.testing.SparkTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are already in a table's folder, added to it by Delta Kernel. */
class KernelAppendTest {
  private static final Location ROOT = Location.parse("s3://bucket/table/");
  private static final long NEWEST = 16;

  private final HeldObjects store = HeldObjects.withTable("basic", ROOT);

  private boolean publish(NewObject commit) {
    return store.createExclusive(commit) instanceof CreateOutcome.Created;
  }

  private static BlindAppend append(String path, Map<String, Optional<String>> partition) {
    AppendedFile file =
        new AppendedFile(
            path,
            partition,
            10,
            7,
            Optional.of("{\"numRecords\":2,\"own\":[1.50]}"),
            OptionalLong.of(2),
            Map.of("TAG", "x"));
    return new BlindAppend(
        new TransactionIdentifier("own", 5),
        List.of(new TransactionIdentifier("stream", 9)),
        List.of(file),
        new ObjectMapper().createObjectNode().put("operation", "TEST").put("isBlindAppend", true));
  }

  private String commit(Location root, long version) {
    return new String(
        store.open(LogListing.commit(root, version)).orElseThrow().readAll(),
        StandardCharsets.UTF_8);
  }

  @Test
  void aFileIsAddedAsItIsWithAllIdentifiers() {
    assertThat(
            new KernelAppend(store)
                .append(ROOT, NEWEST, append("a%20b.parquet", Map.of()), this::publish))
        .hasValue(NEWEST + 1);
    assertThat(commit(ROOT, NEWEST + 1))
        .contains("\"operation\":\"TEST\"", "\"isBlindAppend\":true")
        .contains(
            "\"path\":\"a%20b.parquet\"", "\"modificationTime\":7", "\"tags\":{\"TAG\":\"x\"}")
        .contains("\"stats\":\"{\\\"numRecords\\\":2,\\\"own\\\":[1.50]}\"");
    assertThat(new KernelSnapshots(store).transactions(ROOT, NEWEST + 1))
        .containsEntry("own", 5L)
        .containsEntry("stream", 9L);
  }

  @Test
  void aVersionThatIsTakenIsNotTriedAgain() {
    KernelAppend append = new KernelAppend(store);
    assertThat(append.append(ROOT, NEWEST - 1, append("f", Map.of()), this::publish)).isEmpty();
    assertThat(store.head(LogListing.commit(ROOT, NEWEST + 1))).isEmpty();
  }

  @Test
  void aStoreThatFailsIsTheStoresFailure() {
    StoreException failure = new StoreException(StoreException.Kind.TRANSIENT, "away");
    assertThatThrownBy(
            () ->
                new KernelAppend(store)
                    .append(
                        ROOT,
                        NEWEST,
                        append("f", Map.of()),
                        commit -> {
                          throw failure;
                        }))
        .isSameAs(failure);
  }

  @Test
  void nullAndOddPartitionValuesStayWhatTheyAre() throws IOException {
    HeldObjects partitioned = HeldObjects.withTable("partitioned", ROOT);
    Map<String, Optional<String>> values =
        Map.of("region", Optional.empty(), "day", Optional.of("2026-01-01"));
    NewObject[] published = {null};
    assertThat(
            new KernelAppend(partitioned)
                .append(
                    ROOT,
                    17,
                    append("f", values),
                    commit -> {
                      published[0] = commit;
                      return true;
                    }))
        .hasValue(18);
    assertThat(published[0].body().open())
        .asString(StandardCharsets.UTF_8)
        .contains("\"partitionValues\":{\"region\":null,\"day\":\"2026-01-01\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://bucket/my table/", "s3://bucket/p=a%20b/t+1/", "s3://bucket/t#1/"})
  void theCommitLiesInTheTablesLogWhateverTheFolderIsCalled(String folder) {
    Location root = Location.parse(folder);
    SparkTables.copy("basic", store, root);
    assertThat(new KernelAppend(store).append(root, NEWEST, append("f", Map.of()), this::publish))
        .hasValue(NEWEST + 1);
    assertThat(commit(root, NEWEST + 1)).contains("\"path\":\"f\"");
  }

  @Test
  void aTableThatDemandsWhatKernelDoesNotKnowIsRefused() {
    HeldObjects constrained = HeldObjects.withTable("schema_evolution", ROOT);
    long newest = SparkTables.rows("schema_evolution").lastKey();
    KernelAppend append = new KernelAppend(constrained);
    assertThat(append.refusal(ROOT, newest).orElseThrow()).contains("checkConstraints");
    assertThat(new KernelAppend(store).refusal(ROOT, NEWEST)).isEmpty();
    assertThatThrownBy(() -> append.append(ROOT, newest, append("f", Map.of()), commit -> true))
        .isInstanceOf(SnapshotException.class);
  }
}
