package dev.levee.sync.store.memory;

import dev.levee.sync.store.KeyIndex;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What a memory store holds. It outlives the stores that look at it, so that a crash of one of them
 * loses nothing, and several can share it. A bucket is there as soon as it is named.
 */
public final class MemoryBuckets {
  private final ConcurrentMap<String, KeyIndex<MemoryObject>> byName = new ConcurrentHashMap<>();

  KeyIndex<MemoryObject> bucket(String name) {
    return byName.computeIfAbsent(name, absent -> new KeyIndex<>());
  }
}
