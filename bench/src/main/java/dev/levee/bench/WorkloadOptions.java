package dev.levee.bench;

import dev.levee.daemon.config.Quantities;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What tables are generated, but how many objects and commits they have. */
final class WorkloadOptions {
  private static final double PERCENT = 100;

  @Option(
      names = "--tables",
      defaultValue = "1",
      description = "All alike. Default: ${DEFAULT-VALUE}.")
  private int tables;

  @Option(
      names = "--size",
      defaultValue = "16KiB",
      converter = SizeConverter.class,
      description = "Of each data file. Default: ${DEFAULT-VALUE}.")
  private Long size;

  @Option(
      names = "--deletion-vectors",
      defaultValue = "0%",
      converter = ShareConverter.class,
      description =
          "In how many commits rows of an earlier file are deleted too. Default: ${DEFAULT-VALUE}.")
  private Double deletionVectors;

  @Option(
      names = "--checkpoint-every",
      defaultValue = "0",
      paramLabel = "COMMITS",
      description = "How far checkpoints are apart. Default: none.")
  private int checkpointEvery;

  @Option(names = "--seed", defaultValue = "1", description = "Equal seeds, equal bytes.")
  private long seed;

  /** Reads what the configuration reads too. */
  static final class SizeConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return Quantities.bytes(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage() + "; write it like 16KiB");
      }
    }
  }

  /** Reads {@code 10%} as 0.1. */
  static final class ShareConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      if (!text.matches("\\d{1,3}(\\.\\d+)?%")) {
        throw new TypeConversionException("write a share like 10%, not " + text);
      }
      return Double.parseDouble(text.substring(0, text.length() - 1)) / PERCENT;
    }
  }

  Workload workload(int objects, int commits) {
    return new Workload(tables, objects, size, commits, deletionVectors, checkpointEvery, seed);
  }
}
