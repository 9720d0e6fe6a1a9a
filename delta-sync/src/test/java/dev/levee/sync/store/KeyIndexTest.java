package dev.levee.sync.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.store.KeyIndex.Page;
import dev.levee.sync.store.KeyIndex.Query;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyIndexTest {
  private static final int[] CHARACTERS = {
    'a', 'b', '/', '.', '0', 0xE9, 0x65E5, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x1F680, 0x10FFFF
  };

  @Test
  void theOrderIsThatOfUtf8Bytes() {
    SplittableRandom random = new SplittableRandom(1);
    Comparator<String> bytes =
        (a, b) ->
            Arrays.compareUnsigned(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 100_000; i++) {
      String left = text(random);
      String right = text(random);
      assertThat(Integer.signum(KeyOrder.UTF_8.compare(left, right)))
          .as("%s %s", left, right)
          .isEqualTo(Integer.signum(bytes.compare(left, right)));
    }
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void pagesOfAnySizeGiveEveryKeyAndPrefixOnce(int limit) {
    SplittableRandom random = new SplittableRandom(limit);
    for (int round = 0; round < 300; round++) {
      TreeSet<String> keys = new TreeSet<>(KeyOrder.UTF_8);
      KeyIndex<String> index = new KeyIndex<>();
      for (int i = random.nextInt(20); i > 0; i--) {
        String key = "p/" + text(random);
        keys.add(key);
        index.put(key, key);
      }
      index.put("other", "other");
      String after = random.nextBoolean() ? "" : "p/" + text(random);
      List<String> wanted =
          keys.stream().filter(k -> KeyOrder.UTF_8.compare(k, after) > 0).toList();

      assertThat(all(index, after, true, limit)).as("after %s", after).isEqualTo(wanted);
      assertThat(all(index, "", false, limit))
          .isEqualTo(keys.stream().map(KeyIndexTest::levelOf).distinct().toList());
    }
  }

  private static String levelOf(String key) {
    int slash = key.indexOf('/', 2);
    return slash < 0 ? key : key.substring(0, slash + 1);
  }

  /** Keys and prefixes of all pages, in order. */
  private static List<String> all(
      KeyIndex<String> index, String after, boolean recursive, int limit) {
    List<String> all = new ArrayList<>();
    Optional<String> position = after.isEmpty() ? Optional.empty() : Optional.of(after);
    do {
      Page<String> page = index.page(new Query("p/", position, recursive, limit));
      List<String> names = new ArrayList<>(page.prefixes());
      page.entries().stream().map(Map.Entry::getKey).forEach(names::add);
      names.sort(KeyOrder.UTF_8);
      all.addAll(names);
      position = page.position();
    } while (position.isPresent());
    return all;
  }
}
