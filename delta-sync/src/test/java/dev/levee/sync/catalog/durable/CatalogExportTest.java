package dev.levee.sync.catalog.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogReplica;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replica as one document. */
class CatalogExportTest {
  @Test
  void everyKindComesBackAsItWas() {
    CatalogReplica replica = SampleCatalog.replica();
    String document = CatalogExport.write(replica);

    assertThat(CatalogExport.read(document)).isEqualTo(replica);
    assertThat(CatalogExport.write(CatalogExport.read(document))).isEqualTo(document);
    assertThat(document.lines()).hasSize(replica.entries().size() + 2);
  }

  @Test
  void anEmptyReplicaIsADocumentToo() {
    assertThat(CatalogExport.read(CatalogExport.write(CatalogReplica.NONE)))
        .isEqualTo(CatalogReplica.NONE);
  }

  /** As a person writes it, with white space and fields in any order. */
  @Test
  void aDocumentMayBeWrittenByHand() {
    CatalogReplica replica =
        CatalogExport.read(
            """
            { "epoch": 3, "format": 1, "primary_region": "east",
              "assets": [
                { "format": 1, "kind": "TABLE", "registration": "LEVEE",
                  "catalog_name": "sales", "schema_name": "eu", "name": "orders",
                  "table_type": "EXTERNAL", "data_source_format": "DELTA",
                  "columns": [ {"name": "id", "nullable": false, "type": "long"} ],
                  "other": { "isolation_mode": "OPEN" } } ] }
            """);

    assertThat(replica.entries().values())
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.entry().asset().details().other())
                    .containsEntry("isolation_mode", "\"OPEN\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"format\":2,\"epoch\":1,\"primary_region\":\"east\",\"assets\":[]}",
        "{\"format\":1,\"epoch\":1,\"primary_region\":\"east\",\"assets\":[],\"more\":1}",
        "{\"format\":1,\"epoch\":\"1\",\"primary_region\":\"east\",\"assets\":[]}",
        "{\"format\":1,\"epoch\":1,\"assets\":[]}",
        ""
      })
  void anythingElseIsRefused(String document) {
    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> CatalogExport.read(document))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(CatalogException.Kind.REFUSED));
  }
}
