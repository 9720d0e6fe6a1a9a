package dev.levee.sync.catalog;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A view or a metric view.
 *
 * @param name its name, of three parts
 * @param details comment, owner, properties, …
 * @param type {@code VIEW} or {@code METRIC_VIEW}
 * @param definition its SQL text, or a metric view's definition
 * @param dependencies what it is made from, as far as the catalog knows: tables, views and
 *     functions; a table's id stands for a view's too, since a catalog does not say which it is
 * @param columns its columns, in order
 */
public record View(
    AssetName name,
    Details details,
    String type,
    String definition,
    SortedSet<AssetId> dependencies,
    List<Column> columns)
    implements CatalogAsset {
  /** Copies the collections. */
  public View {
    dependencies = Collections.unmodifiableSortedSet(new TreeSet<>(dependencies));
    columns = List.copyOf(columns);
  }

  @Override
  public AssetKind kind() {
    return AssetKind.VIEW;
  }

  @Override
  public View with(Details changed) {
    return new View(name, changed, type, definition, dependencies, columns);
  }

  /** The same view with other dependencies. */
  public View withDependencies(Set<AssetId> changed) {
    return new View(name, details, type, definition, new TreeSet<>(changed), columns);
  }

  @Override
  public Map<Attribute, String> ownAttributes() {
    return Map.of(
        Attribute.TYPE,
        type,
        Attribute.DEFINITION,
        definition,
        Attribute.DEPENDENCIES,
        dependencies.stream().map(AssetId::toString).collect(Collectors.joining(",")),
        Attribute.COLUMNS,
        CanonicalText.of(columns));
  }
}
