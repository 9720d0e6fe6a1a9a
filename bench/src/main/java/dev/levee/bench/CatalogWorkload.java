package dev.levee.bench;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.Column;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.Schema;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.unity.UnityCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Schemas of a hundred external Delta tables, of twenty columns each. */
final class CatalogWorkload {
  static final String LOCATION = "s3://levee-bench-source/data/";
  static final Details DETAILS =
      new Details("made for a benchmark", "", Map.of("made.by", "levee bench"), Map.of());

  private static final int TABLES_PER_SCHEMA = 100;
  private static final int COLUMNS = 20;

  private final UnityCatalog server;
  private final AssetName catalog;

  CatalogWorkload(UnityCatalog server, AssetName catalog) {
    this.server = server;
    this.catalog = catalog;
  }

  /** Creates tables, several at a time. */
  void fill(int tables, int threads) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int first = 0; first < tables; first += TABLES_PER_SCHEMA) {
        int from = first;
        int to = Math.min(tables, first + TABLES_PER_SCHEMA);
        running.add(pool.submit(() -> fillSchema(from, to)));
      }
      for (Future<?> one : running) {
        Object unused = one.get();
      }
    } catch (ExecutionException e) {
      throw new BenchException("the source cannot be filled: " + e.getCause().getMessage(), e);
    } finally {
      pool.shutdownNow();
    }
  }

  private void fillSchema(int from, int to) {
    AssetName schema = catalog.child("schema_%04d".formatted(from / TABLES_PER_SCHEMA));
    server.create(new Schema(schema, DETAILS, ""));
    for (int i = from; i < to; i++) {
      AssetName name = schema.child("table_%06d".formatted(i));
      server.create(
          new Table(name, DETAILS, Table.EXTERNAL, Table.DELTA, LOCATION + name, columns()));
      server.grant(
          new AssetId(AssetKind.TABLE, name),
          Grants.NONE,
          Grants.spelt(Map.of(CatalogServer.USERS.get(i % 2), List.of("SELECT"))));
    }
  }

  private static List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < COLUMNS; i++) {
      columns.add(
          new Column(
              "column_" + i,
              "\"string\"",
              "",
              true,
              "what it means",
              OptionalInt.empty(),
              "string",
              "STRING"));
    }
    return columns;
  }
}
