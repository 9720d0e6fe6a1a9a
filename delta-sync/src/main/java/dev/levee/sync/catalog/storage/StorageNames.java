package dev.levee.sync.catalog.storage;

import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectBody;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names tables by their paths below a prefix: the last folder is the table, those above it are the
 * schema. Where two paths come to one name, both get the beginning of a digest of their paths, so
 * that neither's name depends on which was found first.
 */
final class StorageNames {
  private static final String TOP_SCHEMA = "default";
  private static final int DIGEST_LENGTH = 8;

  private StorageNames() {}

  /**
   * The names of tables.
   *
   * @param catalog the catalog's name
   * @param pathByRoot each table's path below the prefix that it was found in
   */
  static Map<AssetName, Location> of(String catalog, Map<Location, String> pathByRoot) {
    Map<AssetName, List<Location>> byName = new TreeMap<>();
    pathByRoot.forEach(
        (root, path) ->
            byName.computeIfAbsent(name(catalog, path), any -> new ArrayList<>()).add(root));
    Map<AssetName, Location> names = new TreeMap<>();
    byName.forEach(
        (name, roots) -> {
          for (Location root : roots) {
            names.put(roots.size() == 1 ? name : distinct(name, pathByRoot.get(root)), root);
          }
        });
    return names;
  }

  private static AssetName name(String catalog, String path) {
    List<String> folders =
        Arrays.stream(path.split("/", -1)).filter(folder -> !folder.isEmpty()).toList();
    if (folders.isEmpty()) {
      return AssetName.of(catalog, TOP_SCHEMA, TOP_SCHEMA);
    }
    List<String> above = folders.subList(0, folders.size() - 1);
    String schema = above.isEmpty() ? TOP_SCHEMA : String.join("_", above);
    return AssetName.of(catalog, plain(schema), plain(folders.get(folders.size() - 1)));
  }

  private static AssetName distinct(AssetName name, String path) {
    String digest = ObjectBody.of(path.getBytes(StandardCharsets.UTF_8)).md5();
    return AssetName.of(
        name.parts().get(0),
        name.parts().get(1),
        name.last() + "_" + digest.substring(0, DIGEST_LENGTH));
  }

  /** Catalog servers take letters, digits, '_', '@' and '-' only. */
  private static String plain(String text) {
    return text.replaceAll("[^A-Za-z0-9_@-]", "_");
  }
}
