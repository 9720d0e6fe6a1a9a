package dev.levee.sync.catalog.durable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.ReplicaEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A catalog replica as one JSON document and back, without loss. The same replica has the same
 * text: assets in order, one on a line, each as {@link AssetCodec} writes it.
 */
public final class CatalogExport {
  private static final String EPOCH = "epoch";
  private static final String PRIMARY = "primary_region";
  private static final String ASSETS = "assets";

  private CatalogExport() {}

  /** The document. */
  public static String write(CatalogReplica replica) {
    ObjectNode head =
        CanonicalJson.object()
            .put("format", AssetCodec.FORMAT)
            .put(EPOCH, replica.epoch())
            .put(PRIMARY, replica.primary());
    String opened = head.toString().replaceFirst("}$", "");
    return replica.entries().values().stream()
        .map(AssetCodec::write)
        .collect(
            Collectors.joining(
                ",\n",
                opened + ",\"" + ASSETS + "\":[\n",
                replica.entries().isEmpty() ? "]}\n" : "\n]}\n"));
  }

  /**
   * What a document holds.
   *
   * @throws dev.levee.sync.catalog.CatalogException of kind {@code REFUSED} when it is none, or has
   *     anything in it that is not known
   */
  public static CatalogReplica read(String document) {
    JsonFields fields = JsonFields.parse(document);
    AssetCodec.format(fields);
    long epoch = fields.neededLong(EPOCH);
    String primary = fields.neededText(PRIMARY);
    List<ReplicaEntry> entries = new ArrayList<>();
    for (JsonNode asset : fields.elements(ASSETS)) {
      entries.add(AssetCodec.replicaEntry(asset.toString()));
    }
    fields.end();
    return CatalogReplica.of(epoch, primary, entries);
  }
}
