package dev.levee.sync.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reading, and names. */
interface ReadingContract extends StoreUnderTest {
  List<String> AWKWARD_KEYS =
      List.of(
          "plain",
          "two words",
          " leading and trailing ",
          "percent%",
          "encoded%20space",
          "percent%25twice",
          "plus+sign",
          "part=2024-01-01%2000%3A00/value=a+b",
          "hash#fragment",
          "question?query=1",
          "amp&and;semicolon",
          "quote'and\"double",
          "angle<and>greater",
          "brackets[{(~!*@$,|^`)}]",
          "colon:in:name",
          "back\\slash",
          "tab\tin name",
          "line\nbreak",
          "NFC-caf\u00e9",
          "NFD-cafe\u0301",
          "\u65e5\u672c\u8a9e/\u0434\u0430\u043d\u043d\u044b\u0435",
          "emoji-\ud83d\ude80",
          ".hidden",
          "dots...",
          "a/b/c/d/e/f/deep");

  @Test
  default void bytesComeBackUnderAnyKey() {
    List<String> keys = AWKWARD_KEYS.stream().filter(this::takesKey).toList();

    keys.forEach(key -> create(key, "at " + key));

    for (String key : keys) {
      assertThat(read(at(key))).as(key).asString(StandardCharsets.UTF_8).isEqualTo("at " + key);
      assertThat(store().head(at(key))).as(key).isPresent();
    }
    assertThat(keys(ListRequest.everythingBelow(root()))).containsExactlyInAnyOrderElementsOf(keys);
    keys.forEach(key -> store().delete(at(key)));
    assertThat(keys(ListRequest.everythingBelow(root()))).isEmpty();
  }

  @Test
  default void attributesSaySizeTimeAndState() {
    byte[] bytes = StoreUnderTest.bytes(1, 1000);
    String etag = create(at("object"), bytes);

    ObjectAttributes attributes = store().head(at("object")).orElseThrow();

    assertThat(attributes.size()).isEqualTo(1000);
    assertThat(attributes.etag()).isEqualTo(etag).doesNotContain("\"");
    assertThat(attributes.lastModified())
        .isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now().plusSeconds(300));
    if (store().traits().etagIsMd5()) {
      assertThat(etag).isEqualTo(ObjectBody.of(bytes).md5());
    }
  }

  @Test
  default void openingTellsTheAttributesOfWhatIsRead() {
    String etag = create("object", "text");

    try (ObjectContent content = store().open(at("object")).orElseThrow()) {
      assertThat(content.attributes().size()).isEqualTo(4);
      assertThat(content.attributes().etag()).isEqualTo(etag);
      assertThat(content.readAll()).asString(StandardCharsets.UTF_8).isEqualTo("text");
    }
  }

  @Test
  default void aReaderMayStopEarly() throws IOException {
    create(at("large"), StoreUnderTest.bytes(2, 8 << 20));

    for (int i = 0; i < 5; i++) {
      try (ObjectContent content = store().open(at("large")).orElseThrow()) {
        assertThat(content.stream().read()).isNotNegative();
      }
    }

    assertThat(read(at("large"))).isEqualTo(StoreUnderTest.bytes(2, 8 << 20));
  }

  @Test
  default void anEmptyObjectIsAnObject() {
    create(at("empty"), new byte[0]);

    assertThat(read(at("empty"))).isEmpty();
    assertThat(store().head(at("empty")).orElseThrow().size()).isZero();
  }

  @Test
  default void whatIsMissingIsEmptyAndNoError() {
    create("a", "present");

    assertThat(store().head(at("missing"))).isEmpty();
    assertThat(store().open(at("missing"))).isEmpty();
    assertThat(store().head(at("missing/below"))).isEmpty();
    assertThat(store().open(at("missing/below"))).isEmpty();
    assertThatThrownBy(() -> store().readRange(at("missing"), new ByteRange(0, 1), "none"))
        .isInstanceOfSatisfying(StoreException.class, ContractAssertions::isNotFound);
  }

  @Test
  default void rangesOfAKnownStateAreReadWhole() {
    byte[] bytes = StoreUnderTest.bytes(3, 10_000);
    String etag = create(at("object"), bytes);

    assertThat(store().readRange(at("object"), new ByteRange(0, 10_000), etag)).isEqualTo(bytes);
    assertThat(store().readRange(at("object"), new ByteRange(0, 1), etag))
        .isEqualTo(Arrays.copyOf(bytes, 1));
    assertThat(store().readRange(at("object"), new ByteRange(4_000, 3_000), etag))
        .isEqualTo(Arrays.copyOfRange(bytes, 4_000, 7_000));
    assertThat(store().readRange(at("object"), new ByteRange(9_999, 1), etag))
        .isEqualTo(Arrays.copyOfRange(bytes, 9_999, 10_000));
  }

  @Test
  default void aRangeBeyondTheEndIsRefused() {
    String etag = create("object", "text");

    for (ByteRange range : List.of(new ByteRange(2, 10), new ByteRange(10, 2))) {
      assertThatThrownBy(() -> store().readRange(at("object"), range, etag))
          .isInstanceOfSatisfying(StoreException.class, ContractAssertions::isInvalid);
    }
  }

  @Test
  default void aRangeOfAnotherStateIsChanged() {
    String before = create("object", "first");
    store().overwrite(NewObject.of(at("object"), "other".getBytes(StandardCharsets.UTF_8)));

    assertThatThrownBy(() -> store().readRange(at("object"), new ByteRange(0, 2), before))
        .isInstanceOfSatisfying(StoreException.class, ContractAssertions::isChanged);
  }

  @Test
  default void metadataComesBackWhereItIsKept() {
    Map<String, String> metadata =
        Map.of("levee-source-etag", "abc-2", "origin", "s3://a/b c+d%20");
    Location location = at("with metadata");

    ContractAssertions.isCreated(
        store()
            .createExclusive(new NewObject(location, ObjectBody.of(new byte[] {1, 2}), metadata)));

    Map<String, String> kept = store().head(location).orElseThrow().metadata();
    assertThat(kept).isEqualTo(keepsMetadata() ? metadata : Map.of());
  }
}
