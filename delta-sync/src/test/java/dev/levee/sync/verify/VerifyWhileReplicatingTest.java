package dev.levee.sync.verify;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.TwoRegions;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.store.NewObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A table that is written and replicated meanwhile shows lag at the most. */
class VerifyWhileReplicatingTest {
  private static final int COMMITS = 60;

  @Test
  void aTableThatMovesIsNeverTakenForADifferentOne() {
    TwoRegions regions = TwoRegions.inMemory();
    try (ReplicatedTables tables = ReplicatedTables.in(regions, List.of("deletion_vectors"));
        TwoRegions.RunningDaemon daemon = regions.start()) {
      long head = tables.newest("deletion_vectors");
      List<Outcome> seen = new ArrayList<>();
      for (int i = 1; i <= COMMITS; i++) {
        regions
            .store(EAST)
            .overwrite(
                NewObject.of(
                    LogListing.commit(tables.roots("deletion_vectors").source(), head + i),
                    "{\"commitInfo\":{\"operation\":\"SET TBLPROPERTIES\"}}\n".getBytes(UTF_8)));
        seen.add(tables.verify("deletion_vectors", ReplicatedTables.DEEP).outcome());
      }
      daemon.await(
          "caught up",
          () ->
              tables
                  .verify("deletion_vectors", ReplicatedTables.DEEP)
                  .outcome()
                  .equals(new Outcome.Equal(head + COMMITS)));
      assertThat(seen)
          .allMatch(
              outcome -> outcome instanceof Outcome.Equal || outcome instanceof Outcome.Behind);
    }
  }
}
