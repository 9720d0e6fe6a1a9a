package dev.levee.daemon.report;

import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.Misfit;
import dev.levee.sync.engine.CatalogStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The replication of a group's catalogs as the admin port shows it.
 *
 * @param catalogs their names
 * @param source where they are read from; empty while the primary has no catalog server
 * @param target the catalog that is kept equal; null where the secondary has none
 * @param asOf everything that the primary's catalog showed then is in the durable replica
 * @param lagMs how old that is; null before the first cycle of this direction
 * @param version the durable replica's version; -1 before the first cycle
 * @param assets how many assets it holds
 * @param dropping how many of them are gone from the primary and wait for their grace period's end
 * @param misfitCounts what is not in the target as it is in the source, by error and attribute
 * @param dropsHeld why assets that seem to be gone are not taken for dropped
 * @param problem what keeps the source from being read, or the target from being brought up to date
 * @param misfits the misfits themselves, where they were asked for
 */
public record CatalogStatusReport(
    List<String> catalogs,
    String source,
    Optional<String> target,
    Optional<Instant> asOf,
    OptionalLong lagMs,
    long version,
    int assets,
    int dropping,
    List<MisfitCount> misfitCounts,
    Optional<String> dropsHeld,
    Optional<String> problem,
    Optional<List<MisfitReport>> misfits) {
  /**
   * How many misfits are of one sort.
   *
   * @param attribute what of the asset; null for the asset as a whole
   */
  public record MisfitCount(String error, Optional<String> attribute, long count) {}

  /**
   * One misfit.
   *
   * @param asset its kind and name
   * @param attribute what of it; null for the asset as a whole
   * @param remedy what an operator does about it
   */
  public record MisfitReport(
      String asset, Optional<String> attribute, String error, String message, String remedy) {}

  /** The replication at one moment. */
  public static CatalogStatusReport of(CatalogStatus status, boolean withMisfits, Instant now) {
    return new CatalogStatusReport(
        List.copyOf(status.scope().catalogs()),
        status.source(),
        status.target(),
        status.asOf(),
        GroupReport.lagMs(status.asOf(), now),
        status.version(),
        status.assets(),
        status.dropping(),
        counts(status.misfits()),
        status.dropsHeld(),
        status.problem(),
        withMisfits
            ? Optional.of(status.misfits().stream().map(CatalogStatusReport::misfit).toList())
            : Optional.empty());
  }

  private static List<MisfitCount> counts(List<Misfit> misfits) {
    Map<String, MisfitCount> sorted = new TreeMap<>();
    misfits.stream()
        .map(misfit -> new MisfitCount(misfit.error().name(), attribute(misfit), 0))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .forEach(
            (sort, count) ->
                sorted.put(
                    sort.error() + " " + sort.attribute().orElse(""),
                    new MisfitCount(sort.error(), sort.attribute(), count)));
    return List.copyOf(sorted.values());
  }

  private static MisfitReport misfit(Misfit misfit) {
    return new MisfitReport(
        misfit.asset().toString(),
        attribute(misfit),
        misfit.error().name(),
        misfit.message(),
        misfit.error().remedy());
  }

  private static Optional<String> attribute(Misfit misfit) {
    return misfit.attribute().map(Attribute::name).map(name -> name.toLowerCase(Locale.ROOT));
  }
}
