package dev.levee.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.log.Commit;
import dev.levee.sync.log.DeletionVector;
import dev.levee.sync.log.FileAction;
import dev.levee.sync.log.LogFile;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.testing.BadInputs;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every path, reference to a deletion vector and name in a log among the bad inputs. */
class BadReferencesTest {
  static final TableRoots ROOTS =
      new TableRoots(
          new TableId("data", "t1"),
          Location.parse("s3://primary/t1/"),
          Location.parse("s3://secondary/t1/"));

  static List<List<String>> paths() {
    return BadInputs.vectors("paths.txt");
  }

  static List<List<String>> deletionVectors() {
    return BadInputs.vectors("deletion-vectors.txt");
  }

  static List<List<String>> logNames() {
    return BadInputs.vectors("log-names.txt");
  }

  @ParameterizedTest
  @MethodSource("paths")
  void aPathIsAKeyOrAHold(List<String> vector) {
    FileAction.Add add =
        new FileAction.Add(vector.get(0), OptionalLong.of(1), true, Optional.empty());
    String seen = seen(plan(add), 0);
    if (vector.get(1).equals("COPY")) {
      assertThat(seen).contains("/x");
    } else {
      assertThat(seen).isEqualTo(vector.get(1));
    }
  }

  @ParameterizedTest
  @MethodSource("deletionVectors")
  void aReferenceIsAFileOrAHold(List<String> vector) {
    OptionalInt offset =
        vector.get(2).equals("-")
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(vector.get(2)));
    DeletionVector reference =
        new DeletionVector(
            vector.get(0), vector.get(1), offset, Integer.parseInt(vector.get(3)), 1);
    assertThat(seen(plan(withVector(reference)), 1)).isEqualTo(vector.get(4));
  }

  @ParameterizedTest
  @MethodSource("logNames")
  void aNameIsWhatTheProtocolCallsIt(List<String> vector) {
    assertThat(LogFile.parse(vector.get(0)).getClass().getSimpleName()).isEqualTo(vector.get(1));
  }

  static FileAction.Add withVector(DeletionVector vector) {
    return new FileAction.Add("x", OptionalLong.of(1), true, Optional.of(vector));
  }

  static PlanOutcome plan(FileAction.Add add) {
    Commit commit =
        new Commit(
            7,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(add),
            List.of(),
            Set.of());
    return new CommitPlanner(ROOTS).plan(commit, Protocol.legacy(1, 2));
  }

  /** The key of the object at an index of the plan, or why there is no plan. */
  private static String seen(PlanOutcome outcome, int index) {
    return outcome.match(
        planned ->
            planned.plan().objects().size() <= index
                ? "INLINE"
                : planned
                    .plan()
                    .objects()
                    .get(index)
                    .source()
                    .relativeTo(ROOTS.source())
                    .orElseThrow(),
        refused -> refused.hold().reason().name());
  }
}
