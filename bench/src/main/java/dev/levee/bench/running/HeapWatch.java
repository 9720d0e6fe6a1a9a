package dev.levee.bench.running;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** Watches this process's heap from its start on. */
final class HeapWatch {
  private final List<MemoryPoolMXBean> pools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();
  private final AtomicLong mostAfterCollection = new AtomicLong();

  /** Begins. */
  static HeapWatch start() {
    HeapWatch watch = new HeapWatch();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener((notice, handback) -> watch.collected(notice), null, null);
      }
    }
    return watch;
  }

  private void collected(Notification notice) {
    if (notice
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      Map<String, MemoryUsage> after =
          GarbageCollectionNotificationInfo.from((CompositeData) notice.getUserData())
              .getGcInfo()
              .getMemoryUsageAfterGc();
      long left =
          pools.stream()
              .map(pool -> after.get(pool.getName()))
              .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
              .sum();
      mostAfterCollection.accumulateAndGet(left, Math::max);
    }
  }

  /** So far. */
  Heap now() {
    return new Heap(
        pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum(),
        mostAfterCollection.get());
  }

  /** Collects everything that can be; returns how many bytes are left: the live set. */
  long collect() {
    ManagementFactory.getMemoryMXBean().gc();
    return pools.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
  }
}
