package dev.levee.sync.catalog.unity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.standin.Fault;
import dev.levee.sync.catalog.standin.Faults;
import java.io.UncheckedIOException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried again, how often, and what is said when it does not help. */
class UnityFaultsTest {
  @ParameterizedTest
  @ValueSource(strings = {"UNAVAILABLE", "TOO_MANY_REQUESTS", "CUT_OFF", "ROW_UPDATED"})
  void passingFaultsAreOutlasted(Fault.Outcome outcome) {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().withSchema()) {
      primary.server.forgetRequests();
      primary.server.setFaults(Faults.when(request -> request.number() < 3, Fault.before(outcome)));

      assertThat(primary.catalog.find(Examples.SCHEMA.id())).isPresent();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, TRANSIENT, 6",
    "TOO_MANY_REQUESTS, THROTTLED, 6",
    "ROW_UPDATED, REFUSED, 3"
  })
  void faultsThatStayEndBoundedly(Fault.Outcome outcome, CatalogException.Kind kind, int attempts) {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().withSchema()) {
      primary.server.forgetRequests();
      primary.server.setFaults(Faults.every(1, Fault.before(outcome)));

      assertThatThrownBy(() -> primary.catalog.find(Examples.SCHEMA.id()))
          .isInstanceOfSatisfying(CatalogException.class, e -> assertThat(e.kind()).isEqualTo(kind))
          .hasMessageContaining("schema sales.eu")
          .hasMessageContaining(primary.catalog.place());
      assertThat(primary.server.requests()).hasSize(attempts);
      assertThat(primary.time.sleeps())
          .hasSize(attempts - 1)
          .isSorted()
          .allSatisfy(pause -> assertThat(pause).isLessThan(Duration.ofSeconds(30)));
    }
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    RecordingTime time = new RecordingTime();
    try (UnityCatalog nowhere =
        new UnityCatalog(
            UnityCatalogSettings.of(URI.create("http://127.0.0.1:1"), () -> ""), time)) {
      assertThatThrownBy(() -> nowhere.read(UnityCatalogOnStandIn.SALES))
          .isInstanceOfSatisfying(
              CatalogException.class,
              e -> assertThat(e.kind()).isEqualTo(CatalogException.Kind.TRANSIENT))
          .hasMessageContaining("http://127.0.0.1:1")
          .hasMessageContaining("catalog sales");
    }
  }

  @Test
  void aRefusedTokenIsReadAnew() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.authorized().withSchema()) {
      Deque<String> file =
          new ArrayDeque<>(List.of("the old one", UnityCatalogOnStandIn.ADMIN_TOKEN));
      try (UnityCatalog catalog = with(primary, file::poll)) {
        assertThat(catalog.find(Examples.SCHEMA.id())).isPresent();
      }
      assertThat(file).isEmpty();
    }
  }

  @Test
  void aTokenThatStaysWrongIsSaid() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.authorized().withSchema();
        UnityCatalog catalog = with(primary, () -> "wrong")) {
      assertThatThrownBy(() -> catalog.find(Examples.SCHEMA.id()))
          .isInstanceOfSatisfying(
              CatalogException.class,
              e -> assertThat(e.kind()).isEqualTo(CatalogException.Kind.ACCESS_DENIED))
          .hasMessageContaining("Check the token");
    }
  }

  @Test
  void aTokenThatCannotBeReadIsSaid() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.authorized().withSchema();
        UnityCatalog catalog =
            with(
                primary,
                () -> {
                  throw new UncheckedIOException(new NoRouteToHostException("no such file"));
                })) {
      assertThatThrownBy(() -> catalog.find(Examples.SCHEMA.id()))
          .isInstanceOfSatisfying(
              CatalogException.class,
              e -> assertThat(e.kind()).isEqualTo(CatalogException.Kind.ACCESS_DENIED))
          .hasMessageContaining("no such file");
    }
  }

  private static UnityCatalog with(UnityCatalogOnStandIn primary, Supplier<String> token) {
    return primary.with(UnityCatalogSettings.of(primary.server.uri(), token));
  }
}
