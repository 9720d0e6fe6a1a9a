package dev.levee.sync.catalog.unity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.Schema;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.View;
import dev.levee.sync.catalog.testing.SampleAssets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written as the server's answer is read as what it was. */
class AssetWriterTest {
  static List<CatalogAsset> assets() {
    Details rich =
        new Details(
            "a comment",
            "ann",
            Map.of("k", "v"),
            Map.of(
                "row_filter", "{\"function_name\":\"sales.eu.only\"}",
                "columns.mask", "{\"id\":{\"function_name\":\"sales.eu.mask\"}}"));
    Table table = SampleAssets.table("orders", Table.EXTERNAL, "s3://lake/orders");
    View view = SampleAssets.view("v1", "sales.eu.orders");
    TreeSet<AssetId> both = new TreeSet<>(view.dependencies());
    both.add(AssetId.of(AssetKind.FUNCTION, "sales", "eu", "f"));
    return List.of(
        SampleAssets.catalog("sales"),
        new Schema(AssetName.of("sales", "eu"), Details.NONE, "s3://lake/managed"),
        table,
        table.with(rich),
        view,
        view.withDependencies(both),
        SampleAssets.volume("files", Table.MANAGED, "s3://lake/files"),
        SampleAssets.function("f"),
        SampleAssets.function("f").with(Details.NONE.withProperties(Map.of("a", "b"))));
  }

  @ParameterizedTest
  @MethodSource("assets")
  void itIsReadAsWhatItWas(CatalogAsset asset) {
    JsonNode answer = AssetWriter.answer(new CatalogEntry(asset, "id-1", Grants.NONE));
    AssetParser parser = new AssetParser(new Spelling(true));

    CatalogAsset read = parser.asset(asset.kind(), CanonicalJson.parse(answer.toString()));

    assertThat(read.id()).isEqualTo(asset.id());
    assertThat(read.attributes()).isEqualTo(asset.attributes());
    assertThat(parser.serverId(asset.kind(), answer)).isEqualTo("id-1");
  }
}
