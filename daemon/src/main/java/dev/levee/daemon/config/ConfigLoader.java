package dev.levee.daemon.config;

import dev.levee.sync.model.RegionName;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads the configuration file. */
public final class ConfigLoader {
  private static final int MAX_THREADS = 1024;
  private static final long MIN_PART = 5L << 20;
  private static final long MAX_PART = 512L << 20;
  private static final long MAX_STREAMED = 5L << 30;

  private final UnaryOperator<String> environment;

  /**
   * A loader that looks variables up.
   *
   * @param environment gives a variable's value, or null where it is not set
   */
  public ConfigLoader(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  /**
   * Reads a file and checks it as a whole.
   *
   * @throws ConfigException with all that is wrong
   */
  public LeveeConfig load(Path file) {
    Problems problems = new Problems(String.valueOf(file.getFileName()));
    Path folder = file.toAbsolutePath().getParent();
    Optional<ConfigMapping> root = YamlSource.read(file, problems).flatMap(ConfigValue::mapping);
    Optional<LeveeConfig> config =
        root.flatMap(mapping -> read(mapping, new SecretReader(environment, folder)));
    if (config.isEmpty() && problems.isEmpty()) {
      // Better no start at all than one without a group that is in the file.
      problems.addToFile(1, "the file cannot be read, and Levee cannot tell why", "report this");
    }
    problems.throwIfAny();
    return config.orElseThrow();
  }

  private static Optional<LeveeConfig> read(ConfigMapping root, SecretReader secrets) {
    AdminConfig admin =
        root.optional("admin")
            .flatMap(value -> new AdminReader(secrets).read(value))
            .orElse(AdminConfig.DEFAULT);
    DeclaredRegions regions =
        root.required("regions")
            .flatMap(ConfigValue::mapping)
            .map(mapping -> regions(mapping, secrets))
            .orElse(DeclaredRegions.NONE);
    Optional<ConfigValue> groupList = root.required("failover_groups");
    GroupsReader groups = new GroupsReader(regions, new StableUrlReader(secrets, admin.listen()));
    groupList.ifPresent(groups::read);
    CopyConfig copy = root.optional("copy").flatMap(ConfigLoader::copy).orElse(CopyConfig.DEFAULT);
    root.noOthers();
    return regions.allReadable() && groups.allReadable()
        ? Optional.of(new LeveeConfig(admin, regions.readable(), groups.readable(), copy))
        : Optional.empty();
  }

  private static DeclaredRegions regions(ConfigMapping mapping, SecretReader secrets) {
    Map<RegionName, Optional<RegionConfig>> regions = new LinkedHashMap<>();
    Map<RegionName, ConfigValue> controls = new LinkedHashMap<>();
    RegionReader reader = new RegionReader(secrets);
    mapping
        .all()
        .forEach(
            (key, value) -> {
              try {
                RegionName name = new RegionName(key);
                regions.put(name, reader.read(name, value, controls));
              } catch (IllegalArgumentException e) {
                value.problem(e.getMessage(), "rename the region");
              }
            });
    return new DeclaredRegions(regions, controls);
  }

  private static Optional<CopyConfig> copy(ConfigValue value) {
    return value
        .mapping()
        .map(
            mapping -> {
              CopyConfig standard = CopyConfig.DEFAULT;
              int threads =
                  mapping
                      .optional("threads")
                      .flatMap(v -> v.as(ConfigLoader::threads, "write a number such as 16"))
                      .orElse(standard.threads());
              long partSize =
                  mapping
                      .optional("part_size")
                      .flatMap(v -> v.as(ConfigLoader::partSize, "write it like 8MiB"))
                      .orElse(standard.partSize());
              long streamUpTo =
                  mapping
                      .optional("stream_up_to")
                      .flatMap(v -> v.as(ConfigLoader::streamed, "write it like 256MiB, or 0B"))
                      .orElse(standard.streamUpTo());
              mapping.noOthers();
              return new CopyConfig(threads, partSize, streamUpTo);
            });
  }

  private static long streamed(String text) {
    long bytes = Quantities.bytes(text);
    if (bytes > MAX_STREAMED) {
      throw new IllegalArgumentException("'" + text + "' is more than 5GiB");
    }
    return bytes;
  }

  private static int threads(String text) {
    int threads = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException("'" + text + "' is no number from 1 to " + MAX_THREADS);
    }
    return threads;
  }

  private static long partSize(String text) {
    long bytes = Quantities.bytes(text);
    if (bytes < MIN_PART || bytes > MAX_PART) {
      throw new IllegalArgumentException("'" + text + "' is not between 5MiB and 512MiB");
    }
    return bytes;
  }
}
