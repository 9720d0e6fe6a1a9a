package dev.levee.sync.catalog;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A function.
 *
 * @param name its name, of three parts
 * @param details comment, owner, properties, …
 * @param routine its parameters, body and traits: canonical JSON by the API's own field names
 *     ({@code input_params}, {@code full_data_type}, {@code routine_definition}, …)
 */
public record Function(AssetName name, Details details, SortedMap<String, String> routine)
    implements CatalogAsset {
  /** Copies the map. */
  public Function {
    routine = Collections.unmodifiableSortedMap(new TreeMap<>(routine));
  }

  @Override
  public AssetKind kind() {
    return AssetKind.FUNCTION;
  }

  @Override
  public Function with(Details changed) {
    return new Function(name, changed, routine);
  }

  /** The same function with another routine. */
  public Function withRoutine(Map<String, String> changed) {
    return new Function(name, details, new TreeMap<>(changed));
  }

  @Override
  public Map<Attribute, String> ownAttributes() {
    return Map.of(Attribute.ROUTINE, CanonicalText.of(routine));
  }
}
