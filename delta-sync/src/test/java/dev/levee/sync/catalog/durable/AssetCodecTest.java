package dev.levee.sync.catalog.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.ReplicaEntry;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read back is what was written, or is refused. */
class AssetCodecTest {
  static Stream<ReplicaEntry> entries() {
    return SampleCatalog.replica().entries().values().stream();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void everyKindComesBackAsItWas(ReplicaEntry entry) {
    String document = AssetCodec.write(entry);

    assertThat(AssetCodec.replicaEntry(document)).isEqualTo(entry);
    assertThat(AssetCodec.write(AssetCodec.replicaEntry(document))).isEqualTo(document);
    assertThat(AssetCodec.catalogEntry(AssetCodec.write(entry.entry()))).isEqualTo(entry.entry());
  }

  @Test
  void theSampleHasEveryKind() {
    Set<AssetKind> kinds =
        entries().map(ReplicaEntry::id).map(AssetId::kind).collect(Collectors.toSet());

    assertThat(kinds).isEqualTo(EnumSet.allOf(AssetKind.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"kind":"SHARE","name":"x","registration":"NONE","format":1}              | kind has the unknown value 'SHARE'
          {"kind":"CATALOG","name":"x","registration":"NONE","format":2}            | it has format 2
          {"kind":"CATALOG","name":"x","registration":"NONE"}                       | it has no field format
          {"kind":"CATALOG","name":"x","registration":"NONE","format":1,"new":true} | not known: new
          {"kind":"CATALOG","name":"x","registration":"MINE","format":1}            | registration has the unknown value
          {"kind":"SCHEMA","name":"x","registration":"NONE","format":1}             | it has no field catalog_name
          {"kind":"CATALOG","name":"","registration":"NONE","format":1}             | name is empty
          {"kind":"CATALOG","name":7,"registration":"NONE","format":1}              | name is no text but 7
          {"kind":                                                                  | no JSON
          []                                                                        | there is no JSON object
          """)
  void whatIsNotKnownIsRefused(String document, String problem) {
    assertThatExceptionOfType(CatalogException.class)
        .isThrownBy(() -> AssetCodec.replicaEntry(document))
        .withMessageContaining(problem)
        .withMessageContaining("Read it with the version of Levee that wrote it")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(CatalogException.Kind.REFUSED));
  }
}
