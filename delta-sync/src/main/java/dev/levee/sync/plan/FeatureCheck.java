package dev.levee.sync.plan;

import dev.levee.sync.log.Protocol;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether Levee knows every file that a table of some protocol can refer to. A reader feature may
 * bring new references, so only known ones pass; a writer feature binds writers, which a replica is
 * not (Delta protocol, "Table Features").
 */
public final class FeatureCheck {
  private static final int HIGHEST_READER_VERSION = 3;
  private static final int HIGHEST_WRITER_VERSION = 7;

  /** Reader features whose files are all named by {@code add}, {@code cdc} or {@code sidecar}. */
  private static final Set<String> READER_FEATURES =
      Set.of(
          "deletionVectors",
          "columnMapping",
          "timestampNtz",
          "v2Checkpoint",
          "vacuumProtocolCheck",
          "typeWidening",
          "typeWidening-preview",
          "variantType",
          "variantType-preview",
          "variantShredding",
          "variantShredding-preview",
          "geospatial");

  /** What the log of such a table shows is a beginning of what its catalog has ratified. */
  private static final Set<String> CATALOG_FEATURES =
      Set.of("catalogManaged", "catalogOwned-preview");

  /** The log of such a table leads writers of the replica to the primary's commit service. */
  private static final Set<String> COORDINATOR_FEATURES = Set.of("coordinatedCommits-preview");

  private static final Set<String> REDIRECT_FEATURES =
      Set.of("redirectReaderWriter-preview", "redirectWriterOnly-preview");

  private static final Set<String> WRITER_FEATURES =
      Set.of(
          "appendOnly",
          "invariants",
          "checkConstraints",
          "changeDataFeed",
          "generatedColumns",
          "allowColumnDefaults",
          "identityColumns",
          "rowTracking",
          "domainMetadata",
          "clustering",
          "inCommitTimestamp",
          "inCommitTimestamp-preview",
          "icebergCompatV1",
          "icebergCompatV2",
          "icebergCompatV3",
          "icebergWriterCompatV1",
          "icebergWriterCompatV3",
          "checkpointProtection",
          "materializePartitionColumns",
          "collations",
          "collations-preview");

  private FeatureCheck() {}

  /** Why a table of this protocol must be held, or empty when all of its files can be found. */
  public static Optional<Hold> check(Protocol protocol) {
    Set<String> features = union(protocol.readerFeatures(), protocol.writerFeatures());
    Set<String> coordinators = common(features, COORDINATOR_FEATURES);
    if (!coordinators.isEmpty()) {
      return hold(
          HoldReason.CATALOG_MANAGED,
          "a commit service of the primary owns the commits: " + coordinators);
    }
    Set<String> redirects = common(features, REDIRECT_FEATURES);
    if (!redirects.isEmpty()) {
      return hold(
          HoldReason.FEATURE_UNKNOWN,
          "the log would lead readers of the replica to the primary: " + redirects);
    }
    int version = protocol.minReaderVersion();
    if (version < 1 || version > HIGHEST_READER_VERSION) {
      return hold(HoldReason.FEATURE_UNKNOWN, "unknown minReaderVersion " + version);
    }
    Set<String> unknown =
        without(protocol.readerFeatures(), union(READER_FEATURES, CATALOG_FEATURES));
    return unknown.isEmpty()
        ? Optional.empty()
        : hold(HoldReason.FEATURE_UNKNOWN, "unknown reader features: " + printable(unknown));
  }

  /** Whether a catalog ratifies the commits of such a table before the log shows them. */
  public static boolean isCatalogManaged(Protocol protocol) {
    return !common(union(protocol.readerFeatures(), protocol.writerFeatures()), CATALOG_FEATURES)
        .isEmpty();
  }

  /** What an operator should know of a table of this protocol. */
  public static List<String> notices(Protocol protocol) {
    List<String> notices = new ArrayList<>(warnings(protocol));
    if (isCatalogManaged(protocol)) {
      notices.add(
          "a catalog manages the table: commits are replicated once it has published them, or has ratified them where it is in the group's scope, and readers of the replica need a catalog too");
    }
    return notices;
  }

  /** What of this protocol is unknown but binds writers only. */
  public static List<String> warnings(Protocol protocol) {
    List<String> warnings = new ArrayList<>();
    if (protocol.minWriterVersion() > HIGHEST_WRITER_VERSION || protocol.minWriterVersion() < 1) {
      warnings.add("unknown minWriterVersion " + protocol.minWriterVersion());
    }
    Set<String> unknown =
        without(
            protocol.writerFeatures(), union(WRITER_FEATURES, READER_FEATURES, CATALOG_FEATURES));
    if (!unknown.isEmpty()) {
      warnings.add("unknown writer features: " + printable(unknown));
    }
    return warnings;
  }

  private static Optional<Hold> hold(HoldReason reason, String detail) {
    return Optional.of(new Hold(reason, detail));
  }

  private static String printable(Set<String> names) {
    return names.toString().replaceAll("\\p{Cntrl}", "?");
  }

  @SafeVarargs
  private static Set<String> union(Set<String>... sets) {
    Set<String> all = new TreeSet<>();
    for (Set<String> set : sets) {
      all.addAll(set);
    }
    return all;
  }

  private static Set<String> common(Set<String> names, Collection<String> wanted) {
    Set<String> rest = new TreeSet<>(names);
    rest.retainAll(wanted);
    return rest;
  }

  private static Set<String> without(Set<String> names, Collection<String> known) {
    Set<String> rest = new TreeSet<>(names);
    rest.removeAll(known);
    return rest;
  }
}
