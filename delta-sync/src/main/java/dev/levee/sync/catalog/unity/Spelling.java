package dev.levee.sync.catalog.unity;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetName;
import java.util.Locale;

/**
 * How a server spells names and privileges.
 *
 * @param caseSensitive whether names that differ in case are two names; then privileges have spaces
 *     ({@code USE CATALOG}), as on the open-source server, otherwise underscores, as on Databricks
 */
record Spelling(boolean caseSensitive) {
  /** The name as the server has it. */
  AssetName name(AssetName name) {
    return caseSensitive
        ? name
        : new AssetName(name.parts().stream().map(part -> part.toLowerCase(Locale.ROOT)).toList());
  }

  /** The asset's identity as the server has it. */
  AssetId id(AssetId id) {
    return new AssetId(id.kind(), name(id.name()));
  }

  /** A privilege in canonical spelling as the server wants it. */
  String privilege(String canonical) {
    return caseSensitive ? canonical.replace('_', ' ') : canonical;
  }
}
