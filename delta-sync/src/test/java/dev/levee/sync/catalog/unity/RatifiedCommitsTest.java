package dev.levee.sync.catalog.unity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.RatifiedCommit;
import dev.levee.sync.catalog.RatifiedCommits;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.standin.Fault;
import dev.levee.sync.catalog.standin.Faults;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server has ratified of a managed table, and what is not believed. */
class RatifiedCommitsTest {
  private static final String NAME = "%020d.0a1b-2c.json";

  private final UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open();
  private CatalogEntry table;
  private String place;

  @BeforeEach
  void aManagedTable() {
    send("/catalogs", "{'name':'sales','storage_root':'s3://bucket/managed'}");
    send("/schemas", "{'name':'eu','catalog_name':'sales'}");
    String name = "'name':'t','catalog_name':'sales','schema_name':'eu'";
    JsonNode staged = CanonicalJson.parse(send("/staging-tables", "{%s}".formatted(name)));
    String id = staged.path("id").asText();
    String location = staged.path("staging_location").asText();
    send(
        "/tables",
        "{%s,'table_type':'MANAGED','data_source_format':'DELTA','columns':[],'storage_location':'%s','properties':{'io.unitycatalog.tableId':'%s'}}"
            .formatted(name, location, id));
    place = "'table_id':'%s','table_uri':'%s'".formatted(id, location);
    table = primary.catalog.find(AssetId.of(AssetKind.TABLE, "sales", "eu", "t")).orElseThrow();
  }

  @AfterEach
  void close() {
    primary.close();
  }

  private String send(String path, String body) {
    return primary.send("POST", path, body);
  }

  private void ratify(long version, String name) {
    send(
        "/delta/preview/commits",
        "{%s,'commit_info':{'version':%d,'timestamp':1,'file_name':'%s','file_size':%d,'file_modification_timestamp':1}}"
            .formatted(place, version, name, version * 10));
  }

  @Test
  void commitsComeOldestFirstFromTheVersionAskedFor() {
    ratify(4, NAME.formatted(4));
    ratify(5, NAME.formatted(5));
    ratify(6, NAME.formatted(6));
    assertThat(primary.catalog.ratifiedCommits(table, 5))
        .contains(
            new RatifiedCommits(
                List.of(
                    new RatifiedCommit(5, NAME.formatted(5), 50),
                    new RatifiedCommit(6, NAME.formatted(6), 60)),
                6));
    send("/delta/preview/commits", "{%s,'latest_backfilled_version':6}".formatted(place));
    assertThat(primary.catalog.ratifiedCommits(table, 7))
        .contains(new RatifiedCommits(List.of(), 6));
  }

  @Test
  void whatTheServerDoesNotManageIsNotKnown() {
    Table asset = (Table) table.asset();
    CatalogEntry external = table.with(asset.at(Table.EXTERNAL, asset.location()));
    assertThat(primary.catalog.ratifiedCommits(external, 0)).isEmpty();
    assertThat(primary.catalog.ratifiedCommits(new CatalogEntry(asset, "another", Grants.NONE), 0))
        .isEmpty();
  }

  @Test
  void anAnswerThatCannotBeTrueIsNotGuessedAt() {
    ratify(4, "../00000000000000000004.a.json");
    assertThatThrownBy(() -> primary.catalog.ratifiedCommits(table, 0))
        .isInstanceOfSatisfying(
            CatalogException.class,
            e -> assertThat(e.kind()).isEqualTo(CatalogException.Kind.REFUSED))
        .hasMessageContaining("table sales.eu.t")
        .hasMessageContaining("cannot be true");
  }

  @Test
  void theQuestionIsAskedOnce() {
    primary.server.forgetRequests();
    primary.server.setFaults(Faults.every(1, Fault.before(Fault.Outcome.UNAVAILABLE)));
    assertThatThrownBy(() -> primary.catalog.ratifiedCommits(table, 0))
        .isInstanceOf(CatalogException.class);
    assertThat(primary.server.requests()).hasSize(1);
    assertThat(primary.time.sleeps()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00000000000000000004.json",
        "00000000000000000005.a.json",
        "4.a.json",
        "00000000000000000004.a/b.json",
        "_staged_commits/00000000000000000004.a.json"
      })
  void onlyAPlainNameOfTheVersionIsAStagedCommit(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new RatifiedCommit(4, name, 1));
  }

  @Test
  void ratifiedCommitsHaveNoGapUpToTheLatest() {
    RatifiedCommit four = new RatifiedCommit(4, NAME.formatted(4), 1);
    RatifiedCommit six = new RatifiedCommit(6, NAME.formatted(6), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RatifiedCommits(List.of(four, six), 6));
    assertThatIllegalArgumentException().isThrownBy(() -> new RatifiedCommits(List.of(four), 5));
  }
}
