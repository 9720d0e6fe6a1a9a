package dev.levee.sync.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.CatalogSource;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.RatifiedCommits;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.testing.SampleAssets;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagedTablesTest {
  private static final Location ORDERS = Location.parse("s3://bucket/orders/");
  private static final RatifiedCommits NONE_YET = new RatifiedCommits(List.of(), 0);

  private final Server server = new Server();
  private final Clock clock = new Clock();
  private final ManagedTables tables = new ManagedTables(Optional.of(server), clock);

  @BeforeEach
  void aManagedAndAnExternalTable() {
    tables.shown(List.of(entry("orders", Table.MANAGED), entry("events", Table.EXTERNAL)));
  }

  private static CatalogEntry entry(String name, String type) {
    Table table = SampleAssets.table(name, type, "s3://bucket/" + name);
    return new CatalogEntry(table, "id of " + name, Grants.NONE);
  }

  @Test
  void onlyTheCatalogsManagedTablesAreAskedFor() {
    assertThat(tables.from(ORDERS, 1)).contains(NONE_YET);
    assertThat(tables.from(Location.parse("s3://bucket/events/"), 1)).isEmpty();
    assertThat(tables.from(Location.parse("s3://bucket/unknown/"), 1)).isEmpty();
    assertThat(server.asked).isEqualTo(1);
  }

  @Test
  void aTableThatTheCatalogShowsNoMoreIsNotAskedFor() {
    tables.shown(List.of());
    assertThat(tables.from(ORDERS, 1)).isEmpty();
    assertThat(server.asked).isZero();
  }

  @Test
  void aServerThatDoesNotAnswerIsLeftAloneForAWhile() {
    server.failure = Optional.of(CatalogException.Kind.TRANSIENT);
    assertThatThrownBy(() -> tables.from(ORDERS, 1)).isInstanceOf(CatalogException.class);
    assertThatThrownBy(() -> tables.from(ORDERS, 1)).isInstanceOf(CatalogException.class);
    assertThat(server.asked).isEqualTo(1);
    clock.nanos += Duration.ofSeconds(3).toNanos();
    server.failure = Optional.empty();
    assertThat(tables.from(ORDERS, 1)).contains(NONE_YET);
    assertThat(tables.from(ORDERS, 1)).contains(NONE_YET);
  }

  @Test
  void whatIsWrongWithOneTableKeepsNoOtherFromBeingAskedFor() {
    server.failure = Optional.of(CatalogException.Kind.REFUSED);
    assertThatThrownBy(() -> tables.from(ORDERS, 1)).isInstanceOf(CatalogException.class);
    server.failure = Optional.empty();
    assertThat(tables.from(ORDERS, 1)).contains(NONE_YET);
  }

  private static final class Server implements CatalogSource {
    private int asked;
    private Optional<CatalogException.Kind> failure = Optional.empty();

    @Override
    public Optional<RatifiedCommits> ratifiedCommits(CatalogEntry table, long from) {
      asked++;
      if (failure.isPresent()) {
        throw new CatalogException(failure.get(), "no answer");
      }
      return Optional.of(NONE_YET);
    }

    @Override
    public CatalogSnapshot read(CatalogScope scope) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<CatalogEntry> find(AssetId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String place() {
      return "a server";
    }

    @Override
    public void close() {}
  }

  private static final class Clock implements Time {
    private long nanos;

    @Override
    public Instant now() {
      return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public void sleep(Duration duration) {
      nanos += duration.toNanos();
    }
  }
}
