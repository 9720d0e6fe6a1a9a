package dev.levee.daemon.config;

import dev.levee.sync.model.RegionName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code failover}. */
final class FailoverReader {
  private static final Duration STANDARD_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

  private final DeclaredRegions regions;
  private final List<RegionName> sides;

  FailoverReader(DeclaredRegions regions, List<RegionName> sides) {
    this.regions = regions;
    this.sides = sides;
  }

  /** How writers are stopped; empty when nothing is said, or when the problems say why not. */
  Optional<StopWrites> read(ConfigValue value) {
    Optional<ConfigMapping> failover = value.mapping();
    Optional<StopWrites> stopWrites =
        failover.flatMap(mapping -> mapping.optional("stop_writes")).flatMap(this::stopWrites);
    failover.ifPresent(ConfigMapping::noOthers);
    return stopWrites;
  }

  private Optional<StopWrites> stopWrites(ConfigValue self) {
    return self.mapping()
        .flatMap(
            mapping -> {
              Optional<ConfigValue> command = mapping.optional("command");
              Optional<ConfigValue> policy = mapping.optional("bucket_policy");
              Optional<Duration> timeout =
                  mapping
                      .optional("timeout")
                      .flatMap(v -> v.as(FailoverReader::timeout, "write it like 60s"));
              mapping.noOthers();
              if (command.isPresent() == policy.isPresent()) {
                self.problem(
                    "writers are stopped either by a command or by a bucket policy",
                    "write one of 'command' and 'bucket_policy'");
                return Optional.<StopWrites>empty();
              }
              return command.isPresent()
                  ? command(command.get(), timeout.orElse(STANDARD_TIMEOUT))
                  : policy.flatMap(this::policy);
            });
  }

  private static Optional<StopWrites> command(ConfigValue value, Duration timeout) {
    List<String> words = texts(value, Function.identity(), "write a word of the command");
    if (words.isEmpty()) {
      value.problem("there is no command", "write it like [/etc/levee/stop-writes]");
      return Optional.empty();
    }
    return Optional.of(new StopWrites.Command(words, timeout));
  }

  private Optional<StopWrites> policy(ConfigValue self) {
    Optional<ConfigMapping> mapping = self.mapping();
    List<String> except =
        mapping
            .flatMap(policy -> policy.required("except"))
            .map(v -> texts(v, FailoverReader::arn, "write the ARN of Levee's own role or user"))
            .orElse(List.of());
    mapping.ifPresent(ConfigMapping::noOthers);
    boolean allS3 =
        sides.stream()
            .flatMap(side -> regions.readable(side).stream())
            .allMatch(region -> region.storage().scheme().equals("s3"));
    if (!allS3) {
      self.problem("only S3 buckets have policies", "use a command");
      return Optional.empty();
    }
    if (except.isEmpty()) {
      self.problem("Levee would stop itself", "name the principals that may go on under 'except'");
      return Optional.empty();
    }
    return Optional.of(new StopWrites.BucketPolicy(except));
  }

  private static List<String> texts(
      ConfigValue list, Function<String, String> parse, String remedy) {
    List<String> texts = new ArrayList<>();
    for (ConfigValue item : list.items()) {
      item.as(parse, remedy).ifPresent(texts::add);
    }
    return texts;
  }

  private static String arn(String text) {
    if (!text.startsWith("arn:")) {
      throw new IllegalArgumentException("'" + text + "' is no ARN");
    }
    return text;
  }

  private static Duration timeout(String text) {
    Duration timeout = Quantities.duration(text);
    if (timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException("'" + text + "' is not between 1ms and 1h");
    }
    return timeout;
  }
}
