package dev.levee.daemon.config;

import dev.levee.sync.sweep.DeletePolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code replication.deletes}. */
final class DeletesReader {
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3})%");
  private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(1);

  private final ConfigMapping mapping;

  private DeletesReader(ConfigMapping mapping) {
    this.mapping = mapping;
  }

  /** The policy; empty when deletes are not enabled, or when the problems say why not. */
  static Optional<DeletePolicy> read(ConfigValue value) {
    return value.mapping().flatMap(mapping -> new DeletesReader(mapping).policy());
  }

  private Optional<DeletePolicy> policy() {
    DeletePolicy standard = DeletePolicy.defaults();
    boolean enabled =
        mapping
            .required("enabled")
            .flatMap(v -> v.as(DeletesReader::yesOrNo, "write true or false"))
            .orElse(false);
    Duration retention =
        read("retention", DeletesReader::retention, "write it like 7d", standard.retention());
    long maxCount =
        read("max_count", DeletesReader::count, "write it like 1000", standard.maxCount());
    int maxShare =
        read("max_share", DeletesReader::percent, "write it like 10%", standard.maxSharePercent());
    Duration interval =
        read("sweep_interval", DeletesReader::interval, "write it like 1h", standard.interval());
    mapping.noOthers();
    return enabled
        ? Optional.of(new DeletePolicy(retention, maxCount, maxShare, interval))
        : Optional.empty();
  }

  private <T> T read(String key, Function<String, T> parse, String remedy, T standard) {
    return mapping.optional(key).flatMap(v -> v.as(parse, remedy)).orElse(standard);
  }

  private static boolean yesOrNo(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    }
    return text.equals("true");
  }

  private static Duration retention(String text) {
    Duration retention = Quantities.duration(text);
    if (retention.compareTo(DeletePolicy.MIN_RETENTION) < 0) {
      throw new IllegalArgumentException(
          "'%s' is shorter than %dd".formatted(text, DeletePolicy.MIN_RETENTION.toDays()));
    }
    return retention;
  }

  private static long count(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException("'" + text + "' is no number");
    }
    long count = Long.parseLong(text);
    if (count < DeletePolicy.ALWAYS_ALLOWED || count > DeletePolicy.MAX_COUNT) {
      throw new IllegalArgumentException(
          "'%s' is not between %d and %d"
              .formatted(text, DeletePolicy.ALWAYS_ALLOWED, DeletePolicy.MAX_COUNT));
    }
    return count;
  }

  private static int percent(String text) {
    Matcher shape = PERCENT.matcher(text);
    if (!shape.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no share");
    }
    int percent = Integer.parseInt(shape.group(1));
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException("'" + text + "' is not between 1% and 100%");
    }
    return percent;
  }

  private static Duration interval(String text) {
    Duration interval = Quantities.duration(text);
    if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
      throw new IllegalArgumentException("'" + text + "' is shorter than a minute");
    }
    return interval;
  }
}
