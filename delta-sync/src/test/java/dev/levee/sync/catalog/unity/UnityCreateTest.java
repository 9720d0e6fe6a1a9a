package dev.levee.sync.catalog.unity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.Volume;
import dev.levee.sync.catalog.standin.Fault;
import dev.levee.sync.catalog.standin.Faults;
import dev.levee.sync.catalog.standin.RecordedRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fits can be created, is read back as it is, and can be dropped again. */
class UnityCreateTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatWasCreatedIsReadBackEqual(boolean authorization) {
    try (UnityCatalogOnStandIn primary = started(authorization).filled()) {
      for (CatalogAsset asset : Examples.ALL) {
        assertThat(primary.catalog.fit(Examples.entry(asset)).misfits()).as("%s", asset).isEmpty();
        CatalogAsset there = primary.catalog.find(asset.id()).orElseThrow().asset();
        assertThat(Examples.ownerless(there).attributes()).isEqualTo(asset.attributes());
      }
    }
  }

  @Test
  void grantsAreChangedPerPrincipal() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.authorized().withSchema()) {
      primary.server.state().addUser("Ann", "ann@example.com");
      primary.server.state().addUser("Bob", "bob@example.com");
      Grants first =
          Grants.spelt(
              Map.of(
                  "ann@example.com",
                  List.of("USE SCHEMA", "SELECT"),
                  "bob@example.com",
                  List.of("MODIFY")));
      Grants second = Grants.spelt(Map.of("ann@example.com", List.of("SELECT", "CREATE_TABLE")));

      primary.catalog.grant(Examples.SCHEMA.id(), Grants.NONE, first);
      assertThat(grantsOnSchema(primary)).isEqualTo(first);

      primary.catalog.grant(Examples.SCHEMA.id(), first, second);
      assertThat(grantsOnSchema(primary)).isEqualTo(second);
    }
  }

  @Test
  void anUnknownPrincipalIsNamed() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.authorized().withSchema()) {
      Grants grants = Grants.spelt(Map.of("nobody@example.com", List.of("SELECT")));

      assertThatThrownBy(() -> primary.catalog.grant(Examples.SCHEMA.id(), Grants.NONE, grants))
          .isInstanceOfSatisfying(
              CatalogException.class,
              e -> assertThat(e.kind()).isEqualTo(CatalogException.Kind.NOT_FOUND))
          .hasMessageContaining("nobody@example.com")
          .hasMessageContaining(primary.catalog.place());
    }
  }

  @Test
  void aNameThatIsTakenIsSaid() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().withSchema()) {
      assertThatThrownBy(() -> primary.catalog.create(Examples.SCHEMA))
          .isInstanceOfSatisfying(
              CatalogException.class,
              e -> assertThat(e.kind()).isEqualTo(CatalogException.Kind.ALREADY_EXISTS))
          .hasMessageContaining("schema sales.eu");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNAVAILABLE", "CUT_OFF", "ROW_UPDATED"})
  void anAnswerThatWasLostIsSettledByReadingBack(Fault.Outcome outcome) {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().withSchema()) {
      primary.server.setFaults(Faults.when(RecordedRequest::isChange, Fault.after(outcome)));
      primary.catalog.create(Examples.TABLE);

      primary.server.setFaults(Faults.none());
      assertThat(primary.catalog.find(Examples.TABLE.id())).isPresent();
    }
  }

  @Test
  void anotherOneOfTheNameIsNotTakenForTheLostOne() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().withSchema()) {
      primary.create(Examples.TABLE.at(Table.EXTERNAL, "s3://east/data/others"));
      primary.server.forgetRequests();
      primary.server.setFaults(Faults.at(1, Fault.before(Fault.Outcome.CUT_OFF)));

      assertThatThrownBy(() -> primary.catalog.create(Examples.TABLE))
          .isInstanceOfSatisfying(
              CatalogException.class,
              e -> assertThat(e.kind()).isEqualTo(CatalogException.Kind.ALREADY_EXISTS));
    }
  }

  @Test
  void droppingTwiceIsNoError() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().filled()) {
      for (int i = Examples.ALL.size() - 1; i >= 0; i--) {
        primary.catalog.drop(Examples.ALL.get(i));
        primary.catalog.drop(Examples.ALL.get(i));
        assertThat(primary.catalog.find(Examples.ALL.get(i).id())).isEmpty();
      }
    }
  }

  @Test
  void nothingThatHoldsSomethingIsDropped() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().withSchema()) {
      assertThatThrownBy(() -> primary.catalog.drop(Examples.CATALOG))
          .isInstanceOfSatisfying(
              CatalogException.class,
              e -> assertThat(e.kind()).isEqualTo(CatalogException.Kind.REFUSED));
    }
  }

  @Test
  void aManagedVolumeIsNotDroppedEvenIfItWasThoughtExternal() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().withSchema()) {
      primary.catalog.create(
          new Volume(Examples.VOLUME.name(), Examples.VOLUME.details(), "MANAGED", ""));

      CatalogEntry there = primary.catalog.find(Examples.VOLUME.id()).orElseThrow();
      for (CatalogAsset asset : List.of(there.asset(), Examples.VOLUME)) {
        assertThatThrownBy(() -> primary.catalog.drop(asset))
            .isInstanceOf(CatalogException.class)
            .hasMessageContaining("delete its files");
      }
      assertThat(primary.catalog.find(Examples.VOLUME.id())).isPresent();
    }
  }

  private static UnityCatalogOnStandIn started(boolean authorization) {
    return authorization ? UnityCatalogOnStandIn.authorized() : UnityCatalogOnStandIn.open();
  }

  private static Grants grantsOnSchema(UnityCatalogOnStandIn primary) {
    return primary.catalog.find(Examples.SCHEMA.id()).orElseThrow().grants();
  }
}
