package dev.levee.sync.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.KeyOrder;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.ObjectEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Listings. */
interface ListingContract extends StoreUnderTest {
  int WRITERS = 16;

  @Test
  default void keysComeInTheOrderOfTheirUtf8Bytes() {
    List<String> keys =
        List.of(
                "a",
                "a b",
                "a!",
                "a-1",
                "a.txt",
                "a0",
                "aB",
                "ab",
                "b/c",
                "b-c",
                "b.c",
                "b0",
                "Z",
                "\u00e9",
                "\uffee",
                "\ud83d\ude80",
                "dir/a/x",
                "dir/a.b",
                "dir/a-b",
                "dir/a0")
            .stream()
            .filter(this::takesKey)
            .toList();
    keys.forEach(key -> create(key, key));

    assertThat(keys(ListRequest.everythingBelow(root())))
        .containsExactlyElementsOf(keys.stream().sorted(KeyOrder.UTF_8).toList());
  }

  @Test
  default void entriesSayWhatHeadSays() {
    String etag = create("object", "text");

    ObjectEntry entry = store().list(ListRequest.everythingBelow(root())).objects().get(0);

    assertThat(entry.location()).isEqualTo(at("object"));
    assertThat(entry.attributes().size()).isEqualTo(4);
    assertThat(entry.attributes().etag()).isEqualTo(etag);
    assertThat(entry.attributes().metadata()).isEmpty();
  }

  @Test
  default void everyKeyIsOnOnePage() throws InterruptedException, ExecutionException {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < pageSize() + pageSize() / 2 + 1; i++) {
      keys.add("%s/%05d".formatted(i % 2 == 0 ? "even" : "odd", i));
    }
    List<Integer> unused =
        Race.run(
            WRITERS,
            writer -> {
              for (int i = writer; i < keys.size(); i += WRITERS) {
                create(keys.get(i), "x");
              }
              return writer;
            });

    assertThat(keys(ListRequest.everythingBelow(root())))
        .containsExactlyElementsOf(keys.stream().sorted().toList());
    assertThat(store().list(ListRequest.everythingBelow(root())).continuation()).isPresent();
    assertThat(keys(ListRequest.everythingBelow(root()).after(root().key() + "even/00010")))
        .containsExactlyElementsOf(
            keys.stream().filter(key -> key.compareTo("even/00010") > 0).sorted().toList());
  }

  @Test
  default void oneLevelHasItsObjectsAndThePrefixesOfTheNext() {
    List.of("a.txt", "a/1", "a/2", "a/b/3", "b", "c/d/e/f", "z/1").forEach(key -> create(key, key));

    ListPages pages = pages(ListRequest.oneLevelBelow(root()));

    assertThat(pages.objects()).containsExactly("a.txt", "b");
    assertThat(pages.prefixes()).containsExactly("a/", "c/", "z/");
    assertThat(pages(ListRequest.oneLevelBelow(at("a"))).objects()).containsExactly("a/1", "a/2");
    assertThat(pages(ListRequest.oneLevelBelow(at("a"))).prefixes()).containsExactly("a/b/");
  }

  /** Objects and prefixes over all pages, relative to the root. */
  record ListPages(List<String> objects, List<String> prefixes) {}

  private ListPages pages(ListRequest first) {
    ListPages all = new ListPages(new ArrayList<>(), new ArrayList<>());
    ListRequest request = first;
    while (request != null) {
      ListPage page = store().list(request);
      page.objects().forEach(entry -> all.objects().add(relative(entry.location())));
      page.prefixes().forEach(prefix -> all.prefixes().add(relative(prefix)));
      request = page.continuation().map(request::continuedAt).orElse(null);
    }
    return all;
  }

  private String relative(Location location) {
    return location.relativeTo(root()).orElseThrow();
  }

  @Test
  default void oneLevelWithManyPrefixesIsPagedToo() {
    int count = Math.min(pageSize() * 2 + 1, 60);
    List<String> prefixes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      create("%03d/one".formatted(i), "x");
      create("%03d/two/three".formatted(i), "x");
      prefixes.add("%03d/".formatted(i));
    }

    assertThat(pages(ListRequest.oneLevelBelow(root())).prefixes())
        .containsExactlyElementsOf(prefixes);
  }

  @Test
  default void aListingBeginsAfterAKeyThatNeedNotBeThere() {
    List.of("00001.json", "00002.crc", "00002.json", "00003.json").forEach(key -> create(key, key));
    ListRequest everything = ListRequest.oneLevelBelow(root());
    String base = root().key();

    assertThat(keys(everything.after(base + "00002.crc")))
        .containsExactly("00002.json", "00003.json");
    assertThat(keys(everything.after(base + "00002.d")))
        .containsExactly("00002.json", "00003.json");
    assertThat(keys(everything.after(base + "0"))).hasSize(4);
    assertThat(keys(everything.after(base + "00003.json"))).isEmpty();
    assertThat(keys(ListRequest.everythingBelow(root()).after(base + "00002.json")))
        .containsExactly("00003.json");
  }

  @Test
  default void aPrefixIsNoDirectoryOfSimilarNames() {
    List.of("table/1", "table-2/1", "table2/1", "tab/1").forEach(key -> create(key, key));

    assertThat(keys(ListRequest.everythingBelow(at("table")))).containsExactly("table/1");
    assertThat(keys(ListRequest.everythingBelow(at("nothing")))).isEmpty();
    assertThat(store().list(ListRequest.oneLevelBelow(at("nothing"))).prefixes()).isEmpty();
  }

  @Test
  default void whatIsWrittenIsListedAndWhatIsRemovedIsNot() {
    for (int i = 0; i < 20; i++) {
      String key = "dir/" + i;
      create(key, key);
      assertThat(keys(ListRequest.everythingBelow(root()))).containsExactly(key);
      store().delete(at(key));
      assertThat(keys(ListRequest.everythingBelow(root()))).isEmpty();
      assertThat(store().list(ListRequest.oneLevelBelow(root())).prefixes()).isEmpty();
    }
    assertThat(read(createdAfterRemovals())).asString(StandardCharsets.UTF_8).isEqualTo("again");
  }

  private Location createdAfterRemovals() {
    create("dir/0", "again");
    return at("dir/0");
  }
}
