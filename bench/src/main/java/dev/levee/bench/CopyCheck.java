package dev.levee.bench;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether a client made a whole copy; a fast one that did not counts for nothing. */
final class CopyCheck {
  private static final int READERS = 4;
  private static final int WINDOW_BYTES = 1 << 20;

  private CopyCheck() {}

  /**
   * What is below a prefix.
   *
   * @param objects how many
   * @param bytes in all of them
   */
  record Extent(long objects, long bytes) {
    static final Extent NOTHING = new Extent(0, 0);

    /** This and more. */
    Extent with(long moreObjects, long moreBytes) {
      return new Extent(objects + moreObjects, bytes + moreBytes);
    }

    /** What of it is not in the other one. */
    Extent without(Extent earlier) {
      return new Extent(objects - earlier.objects, bytes - earlier.bytes);
    }
  }

  /**
   * Compares names, sizes and contents: by the ETags, where both are MD5s, else byte by byte. Of
   * {@code _last_checkpoint}, a hint that each side may write for itself, only that it is there.
   * Empty objects that stand for folders, as S3A writes them, are no part of a copy.
   *
   * @throws BenchException naming a difference
   */
  static Extent verify(String client, Assignment assignment, Time time)
      throws InterruptedException {
    SortedMap<String, ObjectAttributes> source = objects(assignment.source(), assignment.from());
    SortedMap<String, ObjectAttributes> copy = objects(assignment.target(), assignment.to());
    List<String> unclear = new ArrayList<>();
    for (Map.Entry<String, ObjectAttributes> object : source.entrySet()) {
      ObjectAttributes copied = copy.get(object.getKey());
      boolean hint = object.getKey().endsWith("/_delta_log/_last_checkpoint");
      if (copied == null || (!hint && isOther(object.getValue(), copied))) {
        throw new BenchException(
            "%s left no whole copy: %s is %s, its copy %s"
                .formatted(client, object.getKey(), object.getValue(), copied));
      }
      if (!hint && !object.getValue().etag().equals(copied.etag())) {
        unclear.add(object.getKey());
      }
    }
    if (copy.size() > source.size()) {
      copy.keySet().removeAll(source.keySet());
      throw new BenchException(client + " wrote what the source has not: " + copy.firstKey());
    }
    compareBytes(client, assignment, unclear, time);
    return new Extent(
        source.size(), source.values().stream().mapToLong(ObjectAttributes::size).sum());
  }

  /** The ETag of an upload in parts has a dash, and is no MD5 of the object. */
  private static boolean isOther(ObjectAttributes one, ObjectAttributes other) {
    boolean comparable = !one.etag().contains("-") && !other.etag().contains("-");
    return one.size() != other.size() || (comparable && !one.etag().equals(other.etag()));
  }

  private static void compareBytes(
      String client, Assignment assignment, List<String> names, Time time)
      throws InterruptedException {
    PlainS3 source = new PlainS3(assignment.source(), time);
    PlainS3 target = new PlainS3(assignment.target(), time);
    try {
      ParallelWork.each(
          names,
          READERS,
          name -> {
            try (PlainS3.Body one = source.open(assignment.sourceData() + name);
                PlainS3.Body other = target.open(assignment.targetData() + name)) {
              if (!isEqual(one.stream(), other.stream())) {
                throw new BenchException(
                    client + " left no whole copy: " + name + " has other bytes");
              }
            }
          });
    } catch (IOException e) {
      throw new BenchException("the copy of " + client + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isEqual(InputStream one, InputStream other) throws IOException {
    byte[] left;
    byte[] right;
    do {
      left = one.readNBytes(WINDOW_BYTES);
      right = other.readNBytes(WINDOW_BYTES);
      if (!Arrays.equals(left, right)) {
        return false;
      }
    } while (left.length == WINDOW_BYTES);
    return true;
  }

  private static SortedMap<String, ObjectAttributes> objects(Bucket bucket, Location prefix) {
    SortedMap<String, ObjectAttributes> objects = new TreeMap<>();
    try (ObjectStore store = bucket.open()) {
      Listing listing = new Listing(store, ListRequest.everythingBelow(prefix));
      while (listing.hasNext()) {
        ObjectEntry entry = listing.next();
        if (!isFolder(entry)) {
          objects.put(entry.location().relativeTo(prefix).orElseThrow(), entry.attributes());
        }
      }
    }
    return objects;
  }

  private static boolean isFolder(ObjectEntry entry) {
    return entry.location().key().endsWith("/") && entry.attributes().size() == 0;
  }
}
