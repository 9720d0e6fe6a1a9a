package dev.levee.daemon.report;

import dev.levee.sync.catalog.Misfit;
import dev.levee.sync.catalog.change.CatalogChange;
import dev.levee.sync.catalog.replication.CatalogRestore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was, or would be, restored.
 *
 * @param server where
 * @param version of the replica
 * @param applied whether it was done
 * @param created how many assets were created
 * @param changes what was to be done, in order
 * @param misfits what is not as the replica has it
 */
public record CatalogRestoreReport(
    String server,
    long version,
    boolean applied,
    int created,
    List<String> changes,
    List<MisfitReport> misfits) {
  /**
   * One thing that does not fit.
   *
   * @param asset whose
   * @param attribute what; absent when it is the asset itself
   * @param error the class of error
   * @param message what is the matter
   * @param remedy what an operator does about it
   */
  public record MisfitReport(
      String asset, Optional<String> attribute, String error, String message, String remedy) {
    /** As it is shown. */
    public static MisfitReport of(Misfit misfit) {
      return new MisfitReport(
          misfit.asset().toString(),
          misfit.attribute().map(attribute -> attribute.name().toLowerCase(Locale.ROOT)),
          misfit.error().name(),
          misfit.message(),
          misfit.error().remedy());
    }
  }

  /** As it is shown. */
  public static CatalogRestoreReport of(
      String server,
      long version,
      CatalogRestore.Preview preview,
      CatalogRestore.Outcome outcome,
      boolean applied) {
    return new CatalogRestoreReport(
        server,
        version,
        applied,
        outcome.made(),
        preview.changes().stream().map(CatalogChange::described).toList(),
        outcome.misfits().stream().map(MisfitReport::of).toList());
  }
}
