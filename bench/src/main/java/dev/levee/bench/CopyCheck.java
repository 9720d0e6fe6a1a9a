package dev.levee.bench;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether a client made a whole copy; a fast one that did not counts for nothing. */
final class CopyCheck {
  private CopyCheck() {}

  /**
   * What is below a prefix.
   *
   * @param objects how many
   * @param bytes in all of them
   */
  record Extent(long objects, long bytes) {}

  /**
   * Compares names, sizes and, where both sides have the MD5 for an ETag, contents.
   *
   * @throws BenchException naming the first difference
   */
  static Extent verify(String client, Assignment assignment) {
    SortedMap<String, ObjectAttributes> source = objects(assignment.source(), assignment.from());
    SortedMap<String, ObjectAttributes> copy = objects(assignment.target(), assignment.to());
    for (Map.Entry<String, ObjectAttributes> object : source.entrySet()) {
      ObjectAttributes copied = copy.get(object.getKey());
      if (copied == null || !isEqual(object.getValue(), copied)) {
        throw new BenchException(
            "%s left no whole copy: %s is %s, its copy %s"
                .formatted(client, object.getKey(), object.getValue(), copied));
      }
    }
    if (copy.size() > source.size()) {
      copy.keySet().removeAll(source.keySet());
      throw new BenchException(client + " wrote what the source has not: " + copy.firstKey());
    }
    return new Extent(
        source.size(), source.values().stream().mapToLong(ObjectAttributes::size).sum());
  }

  private static boolean isEqual(ObjectAttributes one, ObjectAttributes other) {
    // The ETag of an upload in parts is no MD5 of the object and has a dash.
    boolean comparable = !one.etag().contains("-") && !other.etag().contains("-");
    return one.size() == other.size() && (!comparable || one.etag().equals(other.etag()));
  }

  private static SortedMap<String, ObjectAttributes> objects(Bucket bucket, Location prefix) {
    SortedMap<String, ObjectAttributes> objects = new TreeMap<>();
    try (ObjectStore store = bucket.open()) {
      Listing listing = new Listing(store, ListRequest.everythingBelow(prefix));
      while (listing.hasNext()) {
        ObjectEntry entry = listing.next();
        objects.put(entry.location().relativeTo(prefix).orElseThrow(), entry.attributes());
      }
    }
    return objects;
  }
}
