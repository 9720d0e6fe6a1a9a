package dev.levee.daemon.config;

import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.change.DropPolicy;
import dev.levee.sync.catalog.replication.CatalogPolicy;
import dev.levee.sync.engine.CatalogSpec.Origin;
import dev.levee.sync.engine.CatalogSpec.VolumeFiles;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code failover_groups[].unity_catalog_assets}. */
final class UnityCatalogAssetsReader {
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3})%");
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration STORAGE_INTERVAL = Duration.ofMinutes(5);
  private static final Duration REREAD_INTERVAL = Duration.ofMinutes(10);

  private UnityCatalogAssetsReader() {}

  static Optional<UnityCatalogAssets> read(ConfigValue value) {
    return value.mapping().flatMap(UnityCatalogAssetsReader::read);
  }

  private static Optional<UnityCatalogAssets> read(ConfigMapping assets) {
    TreeSet<String> catalogs = new TreeSet<>();
    Optional<ConfigValue> list = assets.required("catalogs");
    list.stream()
        .flatMap(value -> value.items().stream())
        .forEach(item -> catalog(item).ifPresent(catalogs::add));
    if (list.filter(value -> value.items().isEmpty()).isPresent()) {
      list.get().problem("no catalog is named", "write it like [{name: sales}]");
    }
    Origin origin =
        read(assets, "source", UnityCatalogAssetsReader::origin, "write unity_catalog or storage")
            .orElse(Origin.SERVER);
    if (origin == Origin.STORAGE && catalogs.size() > 1) {
      list.orElseThrow()
          .problem("tables found in storage make one catalog", "name one, as it shall be called");
    }
    VolumeFiles volumes =
        read(assets, "volumes", UnityCatalogAssetsReader::volumes, "write data or metadata")
            .orElse(VolumeFiles.DATA);
    Duration interval =
        duration(assets, "interval", origin == Origin.SERVER ? INTERVAL : STORAGE_INTERVAL);
    Duration reread = duration(assets, "reread_interval", REREAD_INTERVAL);
    DropPolicy drops =
        assets
            .optional("drops")
            .flatMap(ConfigValue::mapping)
            .map(UnityCatalogAssetsReader::drops)
            .orElse(DropPolicy.DEFAULT);
    assets.noOthers();
    return catalogs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new UnityCatalogAssets(
                new CatalogPolicy(new CatalogScope(catalogs), drops, reread),
                interval,
                volumes,
                origin));
  }

  private static Optional<String> catalog(ConfigValue item) {
    Optional<ConfigMapping> catalog = item.mapping();
    Optional<String> name =
        catalog
            .flatMap(mapping -> mapping.required("name"))
            .flatMap(v -> v.as(UnityCatalogAssetsReader::name, "write the catalog's own name"));
    catalog.ifPresent(ConfigMapping::noOthers);
    return name;
  }

  private static String name(String text) {
    if (text.contains(".") || text.contains("/")) {
      throw new IllegalArgumentException("'" + text + "' is no catalog's name");
    }
    return text;
  }

  private static DropPolicy drops(ConfigMapping drops) {
    Duration grace =
        read(drops, "grace", Quantities::duration, "write it like 24h")
            .orElse(DropPolicy.DEFAULT.grace());
    int maxShare =
        read(drops, "max_share", UnityCatalogAssetsReader::percent, "write it like 20%")
            .orElse(DropPolicy.DEFAULT.maxPercent());
    drops.noOthers();
    return new DropPolicy(grace, maxShare);
  }

  private static Origin origin(String text) {
    if (!text.equals("unity_catalog") && !text.equals("storage")) {
      throw new IllegalArgumentException("'" + text + "' is neither unity_catalog nor storage");
    }
    return text.equals("storage") ? Origin.STORAGE : Origin.SERVER;
  }

  private static VolumeFiles volumes(String text) {
    if (!text.equals("data") && !text.equals("metadata")) {
      throw new IllegalArgumentException("'" + text + "' is neither data nor metadata");
    }
    return VolumeFiles.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static int percent(String text) {
    Matcher shape = PERCENT.matcher(text);
    if (!shape.matches() || Integer.parseInt(shape.group(1)) > 100) {
      throw new IllegalArgumentException("'" + text + "' is no share between 0% and 100%");
    }
    return Integer.parseInt(shape.group(1));
  }

  private static Duration duration(ConfigMapping mapping, String key, Duration standard) {
    return read(mapping, key, UnityCatalogAssetsReader::positive, "write it like 30s")
        .orElse(standard);
  }

  private static Duration positive(String text) {
    Duration duration = Quantities.duration(text);
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException("'" + text + "' is no time to wait");
    }
    return duration;
  }

  private static <T> Optional<T> read(
      ConfigMapping mapping, String key, Function<String, T> parse, String remedy) {
    return mapping.optional(key).flatMap(v -> v.as(parse, remedy));
  }
}
