package dev.levee.sync.catalog.change;

import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.Fit;
import dev.levee.sync.catalog.Function;
import dev.levee.sync.catalog.Grants;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * After a failover the primary's catalog is the one that could not hold everything. What it shows
 * is then no change but a loss: a value that is exactly what it could hold of the known one stands
 * for the known one, so that failing back takes nothing away from the catalog that holds it whole.
 */
final class CarriedOver {
  private CarriedOver() {}

  static CatalogEntry onto(
      CatalogEntry shown,
      CatalogEntry known,
      java.util.function.Function<CatalogEntry, Fit> fitOnSource) {
    if (shown.attributes().equals(known.attributes())) {
      return shown;
    }
    Fit fit = fitOnSource.apply(known);
    if (fit.misfits().isEmpty() || fit.entry().isEmpty()) {
      return shown;
    }
    CatalogEntry held = fit.entry().get();
    CatalogAsset asset = shown.asset();
    CatalogAsset whole =
        asset.with(details(asset.details(), held.asset().details(), known.asset().details()));
    if (whole instanceof Function function
        && held.asset() instanceof Function heldFunction
        && known.asset() instanceof Function knownFunction) {
      whole =
          function.withRoutine(
              map(function.routine(), heldFunction.routine(), knownFunction.routine()));
    }
    return new CatalogEntry(
        whole, shown.serverId(), grants(shown.grants(), held.grants(), known.grants()));
  }

  private static Details details(Details shown, Details held, Details known) {
    return new Details(
        shown.comment().equals(held.comment()) ? known.comment() : shown.comment(),
        held.owner().equals(known.owner()) ? shown.owner() : known.owner(),
        map(shown.properties(), held.properties(), known.properties()),
        map(shown.other(), held.other(), known.other()));
  }

  /** What was known and could not be held is added, where nothing else has taken its key since. */
  private static Map<String, String> map(
      Map<String, String> shown, Map<String, String> held, Map<String, String> known) {
    TreeMap<String, String> whole = new TreeMap<>(shown);
    known.forEach(
        (key, value) -> {
          if (!held.containsKey(key)) {
            whole.putIfAbsent(key, value);
          }
        });
    return whole;
  }

  private static Grants grants(Grants shown, Grants held, Grants known) {
    TreeMap<String, SortedSet<String>> whole = new TreeMap<>(shown.byPrincipal());
    known
        .byPrincipal()
        .forEach(
            (principal, privileges) -> {
              SortedSet<String> lost = new TreeSet<>(privileges);
              lost.removeAll(held.of(principal));
              if (!lost.isEmpty()) {
                SortedSet<String> sum =
                    new TreeSet<>(whole.getOrDefault(principal, Collections.emptySortedSet()));
                sum.addAll(lost);
                whole.put(principal, sum);
              }
            });
    return new Grants(whole);
  }
}
