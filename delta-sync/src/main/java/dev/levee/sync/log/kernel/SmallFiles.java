package dev.levee.sync.log.kernel;

import dev.levee.sync.store.ObjectAttributes;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Small files that were read whole, kept while one state of a table is read: Kernel goes through
 * the same commits once for each kind of action. Forgets those that were not used for longest.
 */
final class SmallFiles {
  private static final long MAX_BYTES = 16L << 20;

  /** All bytes of one state of a file. */
  record Content(ObjectAttributes attributes, ByteBuffer bytes) {}

  private final Map<String, Content> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  synchronized Optional<Content> find(String path) {
    return Optional.ofNullable(kept.get(path));
  }

  synchronized void keep(String path, Content content) {
    Content before = kept.put(path, content);
    bytes += content.bytes().capacity() - (before == null ? 0 : before.bytes().capacity());
    var eldest = kept.values().iterator();
    while (bytes > MAX_BYTES) {
      bytes -= eldest.next().bytes().capacity();
      eldest.remove();
    }
  }
}
