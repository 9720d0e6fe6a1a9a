package dev.levee.sync.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.ManualTime;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.ReplicationSettings;
import dev.levee.sync.engine.TwoRegions;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.NewObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Known tables are rarely looked into, but no table stays unseen. */
class TableSearchTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final ManualTime time = new ManualTime();
  private final GroupSpec spec = TwoRegions.inMemory().spec(ReplicationSettings.defaults());
  private final RegionSpec primary = spec.region(TwoRegions.EAST);
  private final Location data = spec.discover().get(0);
  private final TableSearch search = new TableSearch(Route.from(primary, spec), time);

  private Location create(String path) {
    Location root = data.resolve(path + "/");
    primary
        .store()
        .overwrite(
            NewObject.of(root.resolve("_delta_log/00000000000000000000.json"), new byte[] {'{'}));
    return root;
  }

  private List<Location> found(boolean whole, Set<Location> known) {
    List<Location> told = new ArrayList<>();
    List<Location> roots = search.search(whole, known::contains, told::add).roots();
    assertThat(told).isEqualTo(roots);
    return roots;
  }

  @Test
  void everythingIsLookedIntoAtFirstThenOnceAnHourOrWhenAskedFor() {
    assertThat(search.begins()).isTrue();
    assertThat(search.begins()).isFalse();
    time.pass(HOUR.minusNanos(1));
    assertThat(search.begins()).isFalse();
    time.pass(Duration.ofNanos(1));
    assertThat(search.begins()).isTrue();
    assertThat(search.begins()).isFalse();

    search.lookEverywhere();
    assertThat(search.begins()).isTrue();
    time.pass(HOUR.minusNanos(1));
    assertThat(search.begins()).isFalse();
  }

  @Test
  void oneTableWithinAnotherHasEverySearchLookEverywhere() {
    search.foundOneWithinAnother();
    for (int i = 0; i < 3; i++) {
      assertThat(search.begins()).isTrue();
    }
  }

  @Test
  void eachSearchFindsWhatIsNewAndAWholeOneWhatLiesWithinKnownTables() {
    Random random = new Random(11);
    Set<Location> all = new HashSet<>();
    Set<Location> known = new HashSet<>();
    for (int round = 0; round < 30; round++) {
      String path = "schema%d/table%03d".formatted(random.nextInt(4), round);
      Location table = create(path);
      assertThat(found(false, known)).containsExactly(table);
      all.add(table);
      known.add(table);
      if (random.nextBoolean()) {
        all.add(create(path + "/nested"));
      }
      assertThat(found(false, known)).isEmpty();
      assertThat(found(true, known)).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @Test
  void aSearchSaysWhenItBegan() {
    TableSearch.Found found = search.search(true, root -> false, root -> {});
    assertThat(found.begun()).isEqualTo(time.now());
    assertThat(found.begunAt()).isEqualTo(time.nanoTime());
    assertThat(found.whole()).isTrue();
    assertThat(found.roots()).isEmpty();
  }
}
