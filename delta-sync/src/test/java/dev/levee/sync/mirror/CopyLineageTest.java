package dev.levee.sync.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.mirror.CopyLineage.Verdict;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.SourceNote;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be replaced, case by case. */
class CopyLineageTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static ObjectAttributes object(String etag, int minutes) {
    return new ObjectAttributes(10, etag, NOON.plusSeconds(60L * minutes), Map.of());
  }

  private static ObjectAttributes copyOf(ObjectAttributes source) {
    return new ObjectAttributes(
        source.size(), "copy-of-" + source.etag(), NOON, SourceNote.of(source));
  }

  @Test
  void aCopyOfThisStateIsTheSame() {
    ObjectAttributes source = object("one", 0);

    assertThat(CopyLineage.byNotes(source, copyOf(source))).contains(Verdict.SAME);
  }

  @Test
  void whatThePrimarysObjectIsACopyOfIsTheSame() {
    ObjectAttributes original = object("one", 0);

    assertThat(CopyLineage.byNotes(copyOf(original), original)).contains(Verdict.SAME);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, OLDER", "0, 0, OLDER", "2, 1, FOREIGN"})
  void aCopyOfAnotherStateIsReplacedUnlessThatIsLater(int copied, int now, Verdict expected) {
    assertThat(CopyLineage.byNotes(object("now", now), copyOf(object("then", copied))))
        .contains(expected);
  }

  @Test
  void withoutNotesNothingIsSaid() {
    assertThat(CopyLineage.byNotes(object("now", 1), object("there", 0))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, , false, FOREIGN",
    "0, , true, OLDER",
    "0, 1, false, OLDER",
    "1, 1, false, OLDER",
    "2, 1, false, FOREIGN",
  })
  void withoutANoteItMustHaveBeenReplicatedOrSeen(
      int modified, Integer replicatedUntil, boolean seen, Verdict expected) {
    Optional<Instant> until =
        Optional.ofNullable(replicatedUntil).map(minutes -> NOON.plusSeconds(60L * minutes));

    assertThat(CopyLineage.ofUnnoted(object("there", modified), until, seen)).isEqualTo(expected);
  }
}
