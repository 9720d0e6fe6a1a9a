package dev.levee.sync.salvage;

import dev.levee.sync.log.AppendedFile;
import dev.levee.sync.log.TableMetadata;
import dev.levee.sync.plan.FenceCommit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether rows that were written for one state of a table's metadata may stand in the table as it
 * is now: everything that the table demands of rows now, their writer has to have known.
 */
final class MetadataFit {
  private static final String CONSTRAINT = "delta.constraints.";

  /**
   * With it a table forgets the identifiers by which a second run would see what the first has
   * done.
   */
  private static final String FORGETS = "delta.setTransactionRetentionDuration";

  /** They ask of every file what only their own writers can give. */
  private static final Set<String> DEMANDING =
      Set.of(
          "icebergCompatV1",
          "icebergCompatV2",
          "icebergCompatV3",
          "icebergWriterCompatV1",
          "icebergWriterCompatV3",
          "materializePartitionColumns",
          "collations",
          "collations-preview",
          "variantShredding",
          "variantShredding-preview",
          "geospatial");

  private MetadataFit() {}

  /** Why the rows do not fit; empty when they do. */
  static Optional<String> misfit(TableMetadata written, TableNow now) {
    TableMetadata current = now.metadata();
    return FenceCommit.forbidden(now.protocol())
        .or(() -> demanding(now))
        .or(() -> replaced(written, current))
        .or(() -> constraints(written, current))
        .or(() -> SchemaFit.misfit(written, current))
        .or(() -> forgets(current));
  }

  private static Optional<String> demanding(TableNow now) {
    TreeSet<String> found = new TreeSet<>(now.protocol().writerFeatures());
    found.retainAll(DEMANDING);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of("the table has features that only its own writers can satisfy: " + found);
  }

  private static Optional<String> replaced(TableMetadata written, TableMetadata current) {
    return written.id().equals(current.id())
        ? Optional.empty()
        : Optional.of("the table was replaced since (another table id)");
  }

  private static Optional<String> constraints(TableMetadata written, TableMetadata current) {
    Map<String, String> unknown = new TreeMap<>(current.configuration());
    unknown.keySet().removeIf(key -> !key.startsWith(CONSTRAINT));
    unknown.entrySet().removeAll(written.configuration().entrySet());
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of("the table has a CHECK constraint that its writer did not know: " + unknown);
  }

  private static Optional<String> forgets(TableMetadata current) {
    return current.configuration().containsKey(FORGETS)
        ? Optional.of(
            "the table forgets transaction identifiers (%s), so that a second run could not see the first"
                .formatted(FORGETS))
        : Optional.empty();
  }

  /** Rows get identifiers by their number (protocol, "Row Tracking"). */
  static Optional<String> rowsUncounted(BranchCommit commit, TableNow now) {
    if (!now.protocol().writerFeatures().contains("rowTracking")) {
      return Optional.empty();
    }
    List<AppendedFile> files = commit.files();
    return files.stream()
        .filter(file -> file.records().isEmpty())
        .findFirst()
        .map(
            file ->
                "the table tracks rows, and the log does not say how many %s has"
                    .formatted(file.path()));
  }
}
