package dev.levee.sync.catalog;

import java.util.List;
import java.util.Map;

/**
 * A table.
 *
 * @param name its name, of three parts
 * @param details comment, owner, properties, …
 * @param type {@code MANAGED}, {@code EXTERNAL}, or what else a server has ({@code
 *     STREAMING_TABLE}, {@code MATERIALIZED_VIEW}, {@code FOREIGN}, …)
 * @param format {@code DELTA}, {@code CSV}, …; empty where the server does not say
 * @param location where its files lie, as the server gave it; empty for none
 * @param columns its columns, in order
 */
public record Table(
    AssetName name,
    Details details,
    String type,
    String format,
    String location,
    List<Column> columns)
    implements CatalogAsset {
  /** The type of a table whose location and files the catalog owns. */
  public static final String MANAGED = "MANAGED";

  /** The type of a table that is registered at a location. */
  public static final String EXTERNAL = "EXTERNAL";

  /** The format of Delta tables. */
  public static final String DELTA = "DELTA";

  /** Copies the list. */
  public Table {
    columns = List.copyOf(columns);
  }

  @Override
  public AssetKind kind() {
    return AssetKind.TABLE;
  }

  @Override
  public Table with(Details changed) {
    return new Table(name, changed, type, format, location, columns);
  }

  /** The same table elsewhere, or of another type. */
  public Table at(String changedType, String changedLocation) {
    return new Table(name, details, changedType, format, changedLocation, columns);
  }

  /** Whether it is managed or external; others (streaming tables, …) are made by pipelines. */
  public boolean isPlain() {
    return type.equals(MANAGED) || type.equals(EXTERNAL);
  }

  /** Whether it is a Delta table. */
  public boolean isDelta() {
    return format.equals(DELTA);
  }

  @Override
  public Map<Attribute, String> ownAttributes() {
    return Map.of(
        Attribute.TYPE,
        type,
        Attribute.DATA_SOURCE_FORMAT,
        format,
        Attribute.STORAGE_LOCATION,
        location,
        Attribute.COLUMNS,
        CanonicalText.of(columns));
  }
}
