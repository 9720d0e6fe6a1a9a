package dev.levee.daemon.quickstart.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.daemon.quickstart.tables.TwoReaders.Rows;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.hadoop.HadoopAccess;
import dev.levee.sync.store.memory.MemoryObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the writers write, both readers see; and it is the same wherever it is written. */
class TableWritersTest {
  private static final long SEED = 7;
  private static final int ROWS = 20;
  private static final int COMMITS = 13;

  enum Kind {
    ORDERS,
    CUSTOMERS,
    CLICKS
  }

  private static TableWriter writer(Kind kind, ObjectStore store, Location prefix) {
    HadoopAccess access = new HadoopAccess(store);
    return switch (kind) {
      case ORDERS -> new OrdersTable(access, prefix, SEED, ROWS);
      case CUSTOMERS -> new CustomersTable(access, prefix, SEED, ROWS);
      case CLICKS -> new ClicksTable(store, access, prefix, SEED, ROWS);
    };
  }

  @ParameterizedTest
  @EnumSource
  void bothReadersSeeWhatWasWritten(Kind kind) throws IOException {
    Location east = Location.parse("memory://east/data/");
    ObjectStore store = new MemoryObjectStore("memory|east", new SystemTime());
    TableWriter table = writer(kind, store, east);

    List<Long> versions = new ArrayList<>();
    for (int commit = 0; commit < COMMITS; commit++) {
      versions.add(table.commit());
    }

    assertThat(versions).first().isEqualTo(0L);
    assertThat(versions).last().isEqualTo(COMMITS - 1L);
    Location root = east.resolve(table.path());
    try (TwoReaders readers = new TwoReaders(store)) {
      Rows rows = readers.read(root, readers.newestVersion(root));
      assertThat(rows.agree()).isTrue();
      assertThat(rows.standaloneRows()).isPositive();
      if (kind != Kind.ORDERS) { // Some orders are deleted.
        assertThat(rows.standaloneRows()).isEqualTo(ROWS * COMMITS);
      }
    }
    assertThat(names(store, root.resolve("_delta_log/")))
        .contains("00000000000000000010.checkpoint.parquet", "_last_checkpoint");
  }

  @ParameterizedTest
  @EnumSource
  void anotherWriterGoesOnWhereOneStopped(Kind kind) throws IOException {
    Location prefix = Location.parse("memory://east/data/");
    ObjectStore store = new MemoryObjectStore("memory|east", new SystemTime());
    long first = writer(kind, store, prefix).commit();
    long second = writer(kind, store, prefix).commit();

    assertThat(first).isZero();
    assertThat(second).isEqualTo(1);
  }

  private static List<String> names(ObjectStore store, Location prefix) {
    List<String> names = new ArrayList<>();
    new Listing(store, ListRequest.oneLevelBelow(prefix))
        .forEachRemaining(entry -> names.add(entry.location().name()));
    return names;
  }
}
