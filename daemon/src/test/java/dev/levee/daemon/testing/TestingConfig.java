package dev.levee.daemon.testing;

import dev.levee.daemon.config.ConfigLoader;
import dev.levee.daemon.config.LeveeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A configuration with one group named lakehouse of two folders, east and west. */
public final class TestingConfig {
  private TestingConfig() {}

  /** Writes the file; its admin port is any free one. */
  public static Path write(Path folder) {
    return write(folder, "admin: {listen: '127.0.0.1:0'}");
  }

  /** Writes the file with other first lines. */
  public static Path write(Path folder, String head) {
    String text =
        """
        %s
        regions:
          east: {storage: {kind: file}, control: "file:///srv/east/_levee"}
          west: {storage: {kind: file}, control: "file:///srv/west/_levee"}
        failover_groups:
          - name: lakehouse
            regions: [east, west]
            initial_primary_region: east
            location_mappings:
              - {name: data, uri_by_region: {east: "file:///srv/east/data/*", west: "file:///srv/west/data/*"}}
            discover: ["file:///srv/east/data/*"]
        """
            .formatted(head);
    try {
      return Files.writeString(folder.resolve("levee.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One whose group replicates the catalog sales, loaded.
   *
   * @param eastCatalog the address of the region's catalog server
   * @param westCatalog the other's; empty for none
   * @param stableUrl as configured
   */
  public static LeveeConfig withCatalog(
      Path folder, String eastCatalog, String westCatalog, String stableUrl) {
    String text =
        """
        admin: {listen: '127.0.0.1:0'}
        regions:
          east: {storage: {kind: file}, control: "file:///srv/east/_levee"%s}
          west: {storage: {kind: file}, control: "file:///srv/west/_levee"%s}
        failover_groups:
          - name: lakehouse
            regions: [east, west]
            initial_primary_region: east
            location_mappings:
              - {name: data, uri_by_region: {east: "file:///srv/east/data/*", west: "file:///srv/west/data/*"}}
            unity_catalog_assets: {catalogs: [{name: sales}]}
            stable_url: %s
        """
            .formatted(catalog(eastCatalog), catalog(westCatalog), stableUrl);
    try {
      Path file = Files.writeString(folder.resolve("levee.yaml"), text);
      return new ConfigLoader(name -> null).load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String catalog(String uri) {
    return uri.isEmpty() ? "" : ", catalog: {kind: unity_catalog, uri: '%s'}".formatted(uri);
  }

  /** The first, loaded. */
  public static LeveeConfig load(Path folder) {
    return new ConfigLoader(name -> null).load(write(folder));
  }
}
