package dev.levee.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.levee.daemon.report.Json;
import dev.levee.sync.model.Time;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;

/**
 * Does the same thing again and again in this process, and says on standard output what one costs.
 */
final class PassMeter {
  private final Time time;
  private final LongSupplier requests;

  /**
   * A meter.
   *
   * @param requests how many have been made so far
   */
  PassMeter(Time time, LongSupplier requests) {
    this.time = time;
    this.requests = requests;
  }

  /** One pass, from its beginning to its end. */
  @FunctionalInterface
  interface Pass {
    void run() throws IOException, InterruptedException;
  }

  void measure(Pass pass) throws IOException, InterruptedException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    for (int i = 0; i < Passes.COUNT; i++) {
      pass.run();
    }
    long requestsBefore = requests.getAsLong();
    long cpuBefore = system.getProcessCpuTime();
    double[] seconds = new double[Passes.COUNT];
    for (int i = 0; i < Passes.COUNT; i++) {
      long start = time.nanoTime();
      pass.run();
      seconds[i] = (time.nanoTime() - start) / Transferred.NANOS_PER_SECOND;
    }
    double cpu = (system.getProcessCpuTime() - cpuBefore) / Transferred.NANOS_PER_SECOND;
    System.out.println(
        Json.write(
            new Passes(
                Medians.of(DoubleStream.of(seconds)),
                cpu / Passes.COUNT,
                (double) (requests.getAsLong() - requestsBefore) / Passes.COUNT)));
  }
}
