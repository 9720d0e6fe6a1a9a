package dev.levee.sync.catalog.unity;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.CatalogError;
import dev.levee.sync.catalog.Column;
import dev.levee.sync.catalog.ColumnTypes;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.View;
import io.unitycatalog.client.model.DataSourceFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What of tables and views the server can hold. A table or view with a row filter or a column mask
 * is not registered at all: without them it would show rows and values that they hide. Managed
 * disaster recovery refuses such tables, too.
 */
final class TableFit {
  private static final int LONGEST_COLUMN_NAME = 255;
  private static final int LONGEST_COLUMN_COMMENT = 65_535;
  private static final List<String> POLICIES = List.of("row_filter", "columns.mask");

  private static final Set<String> FORMATS =
      Arrays.stream(DataSourceFormat.values())
          .filter(format -> format != DataSourceFormat.UNKNOWN_DEFAULT_OPEN_API)
          .map(DataSourceFormat::getValue)
          .collect(Collectors.toUnmodifiableSet());

  private final Spelling spelling;

  TableFit(Spelling spelling) {
    this.spelling = spelling;
  }

  Table table(Table table, Details details, Misfits misfits) {
    policies(table.details(), misfits);
    if (!table.type().equals(Table.EXTERNAL)) {
      misfits.asset(CatalogError.UNSUPPORTED_FEATURE, type(table));
    }
    if (!table.format().isEmpty() && !FORMATS.contains(table.format())) {
      misfits.asset(CatalogError.UNSUPPORTED_FEATURE, "the server has no format " + table.format());
    }
    String location = StorageLocation.canonical(table.location());
    location(location, misfits);
    columnTypes(table.columns())
        .ifPresent(type -> misfits.asset(CatalogError.UNSUPPORTED_FEATURE, unknownType(type)));
    return new Table(
        spelling.name(table.name()),
        details,
        table.type(),
        table.format(),
        location,
        columns(table.columns(), misfits));
  }

  View view(View view, Details details, Misfits misfits) {
    policies(view.details(), misfits);
    if (view.definition().isEmpty()) {
      misfits.asset(CatalogError.UNSUPPORTED_FEATURE, "the server takes no view without its text");
    }
    Optional<String> unknown = columnTypes(view.columns());
    unknown.ifPresent(
        type ->
            misfits.attribute(
                Attribute.COLUMNS, CatalogError.UNSUPPORTED_FEATURE, unknownType(type)));
    TreeSet<AssetId> dependencies = new TreeSet<>();
    view.dependencies().forEach(id -> dependencies.add(spelling.id(id)));
    return new View(
        spelling.name(view.name()),
        details,
        view.type(),
        view.definition(),
        dependencies,
        unknown.isPresent() ? List.of() : columns(view.columns(), misfits));
  }

  /** Checks where a table's or volume's files lie. */
  static void location(String location, Misfits misfits) {
    StorageLocation.refusal(location)
        .ifPresent(reason -> misfits.asset(CatalogError.UNSUPPORTED_FEATURE, reason));
    if (StorageLocation.isTooLong(location)) {
      misfits.asset(
          CatalogError.VALUE_TOO_LONG,
          "the location has %d characters".formatted(location.length()));
    }
  }

  private static String type(Table table) {
    return table.type().equals(Table.MANAGED)
        ? "the server chooses where a managed table lies: it can only be registered as external"
        : "the server cannot be given a table of type " + table.type();
  }

  private static void policies(Details details, Misfits misfits) {
    for (String policy : POLICIES) {
      if (details.other().containsKey(policy)) {
        misfits.asset(
            CatalogError.UNSUPPORTED_FEATURE,
            "the server has no %s, and without it the table would show what it hides (here %s)"
                .formatted(policy, details.other().get(policy)));
      }
    }
  }

  private static Optional<String> columnTypes(List<Column> columns) {
    return columns.stream()
        .flatMap(column -> ColumnTypes.unknown(CanonicalJson.parse(column.type())).stream())
        .findFirst();
  }

  private static String unknownType(String type) {
    return "the server has no column type " + type;
  }

  private static List<Column> columns(List<Column> columns, Misfits misfits) {
    return columns.stream().map(column -> column(column, misfits)).toList();
  }

  private static Column column(Column column, Misfits misfits) {
    if (column.name().length() > LONGEST_COLUMN_NAME) {
      misfits.asset(
          CatalogError.VALUE_TOO_LONG,
          "the name of a column has %d characters, the server takes %d: %s"
              .formatted(column.name().length(), LONGEST_COLUMN_NAME, column.name()));
    }
    if (column.comment().length() <= LONGEST_COLUMN_COMMENT) {
      return column;
    }
    misfits.attribute(
        Attribute.COLUMNS,
        CatalogError.VALUE_TOO_LONG,
        "the comment of column %s has %d characters, the server takes %d"
            .formatted(column.name(), column.comment().length(), LONGEST_COLUMN_COMMENT));
    return new Column(
        column.name(),
        column.type(),
        column.metadata(),
        column.nullable(),
        "",
        column.partitionIndex(),
        column.typeText(),
        column.typeName());
  }
}
