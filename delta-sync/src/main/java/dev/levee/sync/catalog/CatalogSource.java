package dev.levee.sync.catalog;

import java.util.Optional;

/** Where a catalog is read from. All calls block; all are safe to use from many threads. */
public interface CatalogSource extends AutoCloseable {
  /**
   * Everything in scope. A catalog of the scope that does not exist is absent from the answer.
   *
   * @throws CatalogException when any part of it cannot be read, but for what {@link
   *     CatalogSnapshot#unread} says: a partial answer is never passed off as whole
   */
  CatalogSnapshot read(CatalogScope scope);

  /**
   * One asset with its grants, asked for by name; empty only when the server says clearly that
   * there is none. A right that is missing is a {@link CatalogException}, never an empty answer.
   */
  Optional<CatalogEntry> find(AssetId id);

  /**
   * What this catalog has ratified of a managed table whose commits it decides on: one request, not
   * repeated. Empty where it knows nothing of the table, as places that ratify nothing do.
   *
   * @param table the table as {@link #read} showed it
   * @param from the first version that is of interest
   * @throws CatalogException when it cannot be asked now, or its answer contradicts itself
   */
  default Optional<RatifiedCommits> ratifiedCommits(CatalogEntry table, long from) {
    return Optional.empty();
  }

  /** Names the place, for people: a server's address, a store's prefix. */
  String place();

  /** Releases connections. */
  @Override
  void close();
}
