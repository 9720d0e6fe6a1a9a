package dev.levee.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Where it was measured.
 *
 * @param loadBefore the system's load average of the last minute when the benchmark began: what
 *     others did
 */
public record Machine(
    int processors, long memoryBytes, String system, String java, double loadBefore) {
  public static Machine here() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        system.getAvailableProcessors(),
        system.getTotalMemorySize(),
        system.getName() + " " + system.getVersion() + " " + system.getArch(),
        Runtime.version().toString(),
        system.getSystemLoadAverage());
  }
}
