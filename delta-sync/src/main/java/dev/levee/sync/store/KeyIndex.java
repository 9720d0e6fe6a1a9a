package dev.levee.sync.store;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The keys of one bucket in memory, in the order of {@link KeyOrder}, with something for each; a
 * page of a listing costs as much as the page is long. Safe to use from many threads.
 */
public final class KeyIndex<V> {
  private final ConcurrentNavigableMap<String, V> values =
      new ConcurrentSkipListMap<>(KeyOrder.UTF_8);

  /**
   * Which page.
   *
   * @param prefix what the keys begin with
   * @param position only keys greater than this one, and than all below it if it is a prefix that
   *     ended the page before
   * @param recursive whether all keys, or, as with the delimiter {@code /}, one level only
   * @param limit of keys and prefixes together
   */
  public record Query(String prefix, Optional<String> position, boolean recursive, int limit) {
    /** Checks the limit. */
    public Query {
      requireNonNull(prefix, "prefix");
      requireNonNull(position, "position");
      if (limit < 1) {
        throw new IllegalArgumentException("a page holds at least one key: " + limit);
      }
    }

    /** The prefix of the next level that a key is below of, if only one level is wanted. */
    Optional<String> levelOf(String key) {
      int slash = recursive ? -1 : key.indexOf('/', prefix.length());
      return slash < 0 ? Optional.empty() : Optional.of(key.substring(0, slash + 1));
    }
  }

  /** One page; the position is that of its last key or prefix, and empty on the last page. */
  public record Page<V>(
      List<Map.Entry<String, V>> entries, List<String> prefixes, Optional<String> position) {
    /** Copies the lists. */
    public Page {
      entries = List.copyOf(entries);
      prefixes = List.copyOf(prefixes);
    }
  }

  /** What is under this key. */
  public Optional<V> find(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Puts a value under a key, whether or not there is one. */
  public void put(String key, V value) {
    values.put(key, value);
  }

  /** Puts a value under a key if there is none, and says whether it did. */
  public boolean putIfAbsent(String key, V value) {
    return values.putIfAbsent(key, value) == null;
  }

  /** Removes a key, if it is there. */
  public void remove(String key) {
    values.remove(key);
  }

  /** One page of the keys. */
  public Page<V> page(Query query) {
    List<Map.Entry<String, V>> entries = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    String last = "";
    Map.Entry<String, V> entry = first(query);
    while (entry != null && entry.getKey().startsWith(query.prefix())) {
      if (entries.size() + prefixes.size() == query.limit()) {
        return new Page<>(entries, prefixes, Optional.of(last));
      }
      Optional<String> level = query.levelOf(entry.getKey());
      last = level.orElse(entry.getKey());
      if (level.isPresent()) {
        prefixes.add(last);
        entry = values.ceilingEntry(KeyOrder.firstAfterAllBelow(last));
      } else {
        entries.add(entry);
        entry = values.higherEntry(last);
      }
    }
    return new Page<>(entries, prefixes, Optional.empty());
  }

  private Map.Entry<String, V> first(Query query) {
    String position = query.position().orElse("");
    if (KeyOrder.UTF_8.compare(position, query.prefix()) < 0) {
      return values.ceilingEntry(query.prefix());
    }
    boolean wasLevel = query.levelOf(position).filter(position::equals).isPresent();
    return wasLevel
        ? values.ceilingEntry(KeyOrder.firstAfterAllBelow(position))
        : values.higherEntry(position);
  }
}
