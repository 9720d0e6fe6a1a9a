package dev.levee.sync.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.CountingObjectStore;
import dev.levee.sync.store.testing.StoreOperation;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often a table's copier looks for what may be there. */
class TableCopierTest {
  private final MemoryObjectStore source = new MemoryObjectStore("east", new SystemTime());
  private final CountingObjectStore target =
      new CountingObjectStore(new MemoryObjectStore("west", new SystemTime()));
  private final TableCopier copier =
      new TableCopier(
          new TableId("data", "table"),
          new FileCopier(source, target, new CopySettings(5 << 20)),
          (table, task) -> task.run(),
          result -> {},
          () -> true);

  private static Location from(int number) {
    return Location.parse("s3://east/table/part-" + number);
  }

  private static Location to(int number) {
    return Location.parse("s3://west/table/part-" + number);
  }

  private static NewObject object(Location location, int number) {
    return NewObject.of(location, new byte[] {(byte) number});
  }

  /** Copies the files of these numbers, whose size nobody knows before. */
  private List<CopyOutcome> copy(Novelty novelty, int first, int end) {
    return copy(novelty, OptionalLong.empty(), first, end);
  }

  private List<CopyOutcome> copy(Novelty novelty, OptionalLong size, int first, int end) {
    List<RequiredObject> objects =
        IntStream.range(first, end)
            .peek(number -> source.overwrite(object(from(number), number)))
            .mapToObj(
                number ->
                    new RequiredObject(from(number), to(number), size, RequiredObject.Kind.DATA))
            .toList();
    return copier.copyAll(objects, novelty).stream().map(TableCopier.Result::outcome).toList();
  }

  private long looks() {
    long looks = target.count(StoreOperation.HEAD);
    target.reset();
    return looks;
  }

  @Test
  void looksInVainEnd() {
    assertThat(copy(Novelty.PERHAPS_THERE, 0, 10)).containsOnly(new CopyOutcome.Copied(1));
    assertThat(looks()).isEqualTo(4);
  }

  @Test
  void whatIsThereIsLookedForUntilItEnds() {
    var unused = copy(Novelty.NEW, 0, 20);
    assertThat(looks()).isZero();

    assertThat(copy(Novelty.PERHAPS_THERE, 0, 30).subList(0, 20))
        .containsOnly(new CopyOutcome.AlreadyThere(1));
    assertThat(looks()).isEqualTo(24);
  }

  @Test
  void whatIsThereAfterAllIsNotWrittenTwiceAndLookedForAgain() {
    target.overwrite(object(to(7), 7));
    target.overwrite(object(to(8), 8));
    target.reset();

    List<CopyOutcome> outcomes = copy(Novelty.PERHAPS_THERE, 0, 10);

    assertThat(outcomes.get(7)).isEqualTo(new CopyOutcome.AlreadyThere(1));
    assertThat(outcomes.get(8)).isEqualTo(new CopyOutcome.AlreadyThere(1));
    assertThat(outcomes.get(9)).isEqualTo(new CopyOutcome.Copied(1));
    // Four in vain, one to compare what was refused, one that finds, one in vain.
    assertThat(looks()).isEqualTo(7);
    assertThat(target.count(StoreOperation.OVERWRITE)).isZero();
  }

  @Test
  void smallOnesAreLookedForWhenOneWasThere() {
    target.overwrite(object(to(3), 3));
    target.overwrite(object(to(4), 4));
    target.reset();

    List<CopyOutcome> outcomes = copy(Novelty.PERHAPS_THERE, OptionalLong.of(1), 0, 10);

    assertThat(outcomes.subList(3, 5)).containsOnly(new CopyOutcome.AlreadyThere(1));
    assertThat(outcomes.subList(5, 10)).containsOnly(new CopyOutcome.Copied(1));
    // One to compare what was refused, one that finds, four in vain.
    assertThat(looks()).isEqualTo(6);
    assertThat(target.count(StoreOperation.OVERWRITE)).isZero();
  }
}
