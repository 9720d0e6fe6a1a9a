package dev.levee.sync.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Creating, replacing, copying, removing. */
interface CreationContract extends StoreUnderTest {
  int CREATORS = 64;

  @Test
  default void aNameIsTakenOnce() {
    create("object", "first");

    ContractAssertions.isExists(
        store()
            .createExclusive(
                NewObject.of(at("object"), "second".getBytes(StandardCharsets.UTF_8))));
    ContractAssertions.isExists(
        store()
            .createExclusive(NewObject.of(at("object"), "first".getBytes(StandardCharsets.UTF_8))));

    assertThat(read(at("object"))).asString(StandardCharsets.UTF_8).isEqualTo("first");
  }

  @Test
  default void aLargeObjectFindsItsNameTakenToo() {
    create("object", "first");

    for (int size = 1 << 14; size <= 1 << 24; size <<= 2) {
      ContractAssertions.isExists(
          store().createExclusive(NewObject.of(at("object"), new byte[size])));
    }

    assertThat(read(at("object"))).asString(StandardCharsets.UTF_8).isEqualTo("first");
  }

  @Test
  default void aNameIsFreeAgainAfterItsObjectWasRemoved() {
    create("object", "first");
    store().delete(at("object"));

    create("object", "second");

    assertThat(read(at("object"))).asString(StandardCharsets.UTF_8).isEqualTo("second");
  }

  @Test
  default void ofManyCreatorsExactlyOneWins() throws InterruptedException, ExecutionException {
    for (int round = 0; round < 10; round++) {
      oneWins(at("commit-" + round), 100);
    }
  }

  @Test
  default void ofManyCreatorsOfLargeObjectsExactlyOneWins()
      throws InterruptedException, ExecutionException {
    for (int round = 0; round < 3; round++) {
      oneWins(at("large-" + round), 200_000);
    }
  }

  private void oneWins(Location location, int length)
      throws InterruptedException, ExecutionException {
    List<CreateOutcome> outcomes =
        Race.run(
            CREATORS,
            creator ->
                store()
                    .createExclusive(
                        NewObject.of(location, StoreUnderTest.bytes(creator, length))));

    List<Integer> winners =
        IntStream.range(0, CREATORS)
            .filter(i -> outcomes.get(i) instanceof CreateOutcome.Created)
            .boxed()
            .toList();
    assertThat(winners).as("winners among %s", outcomes).hasSize(1);
    assertThat(outcomes)
        .filteredOn(outcome -> outcome instanceof CreateOutcome.Exists)
        .hasSize(CREATORS - 1);
    assertThat(read(location)).isEqualTo(StoreUnderTest.bytes(winners.get(0), length));
  }

  @Test
  default void aFileIsABodyToo(@TempDir Path directory) throws IOException {
    byte[] bytes = StoreUnderTest.bytes(5, 300_000);
    Path file = Files.write(directory.resolve("spooled"), bytes);
    ObjectBody body = ObjectBody.of(file, bytes.length, ObjectBody.of(bytes).md5());

    ContractAssertions.isCreated(
        store().createExclusive(new NewObject(at("object"), body, Map.of())));

    assertThat(read(at("object"))).isEqualTo(bytes);
  }

  @Test
  default void overwritingReplacesTheBytesAndTheState() {
    store().overwrite(NewObject.of(at("hint"), new byte[] {1}));
    ObjectAttributes before = store().head(at("hint")).orElseThrow();
    store().overwrite(NewObject.of(at("hint"), new byte[] {2}));

    assertThat(read(at("hint"))).containsExactly(2);
    assertThat(store().head(at("hint")).orElseThrow().etag()).isNotEqualTo(before.etag());
    assertThat(keys(ListRequest.everythingBelow(root()))).containsExactly("hint");
  }

  @Test
  default void removingIsIdempotent() {
    create("object", "text");

    store().delete(at("object"));
    store().delete(at("object"));
    store().delete(at("never/there"));

    assertThat(store().head(at("object"))).isEmpty();
  }

  @Test
  default void aKnownStateIsCopiedWithItsOwnMetadata() {
    byte[] bytes = StoreUnderTest.bytes(7, 100_000);
    String etag = create(at("source dir/a+b %20=c"), bytes);
    Location target = at("target dir/a+b %20=c");

    String copied =
        store().copyWithin(at("source dir/a+b %20=c"), etag, target, Map.of("origin", "copy"));

    ObjectAttributes attributes = store().head(target).orElseThrow();
    assertThat(read(target)).isEqualTo(bytes);
    assertThat(attributes.etag()).isEqualTo(copied);
    assertThat(attributes.metadata())
        .isEqualTo(keepsMetadata() ? Map.of("origin", "copy") : Map.of());
  }

  @Test
  default void anotherStateIsNotCopied() {
    String before = create("source", "first");
    store().overwrite(NewObject.of(at("source"), "other".getBytes(StandardCharsets.UTF_8)));

    assertThatThrownBy(() -> store().copyWithin(at("source"), before, at("target"), Map.of()))
        .isInstanceOfSatisfying(StoreException.class, ContractAssertions::isChanged);
    assertThatThrownBy(() -> store().copyWithin(at("missing"), before, at("target"), Map.of()))
        .isInstanceOfSatisfying(StoreException.class, ContractAssertions::isNotFound);
    assertThat(store().head(at("target"))).isEmpty();
  }
}
