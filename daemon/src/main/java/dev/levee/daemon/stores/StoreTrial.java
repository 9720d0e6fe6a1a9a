package dev.levee.daemon.stores;

import dev.levee.daemon.StoreProbe.Finding;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tries out one region's store under a prefix of its own, and removes what it wrote. The steps are
 * independent: one that fails does not keep the others from being tried.
 */
final class StoreTrial {
  private static final int CREATORS = 64;
  private static final int ROUNDS = 5;
  private static final byte[] CONTENT = "levee check".getBytes(StandardCharsets.UTF_8);

  /** Partition values and users' folders have all of these in keys. */
  private static final String AWKWARD = "a b%20c+d=e#f&g'ü-日本/x:y~.txt";

  private final String region;
  private final ObjectStore store;
  private final Location folder;
  private final List<Finding> findings = new ArrayList<>();

  StoreTrial(String region, ObjectStore store, Location folder) {
    this.region = region;
    this.store = store;
    this.folder = folder;
  }

  /** What was tried says so, or throws. */
  @FunctionalInterface
  private interface Step {
    String run() throws InterruptedException;
  }

  /** All findings. A store that cannot even be written to is asked no further. */
  List<Finding> run() throws InterruptedException {
    ExclusiveCreation creation = new ExclusiveCreation(store, folder);
    if (tried("objects", this::roundTrip)) {
      tried("exclusive creation", creation::twice);
      tried("parallel creation", () -> creation.race(CREATORS, ROUNDS));
      tried("awkward names", this::awkwardName);
      tried("pinned reads", this::pinnedRead);
      tried("clean-up", this::cleanUp);
    }
    return findings;
  }

  private boolean tried(String what, Step step) throws InterruptedException {
    try {
      findings.add(new Finding(region + ": " + what, true, step.run()));
      return true;
    } catch (StoreException e) {
      findings.add(new Finding(region + ": " + what, false, e.kind() + ": " + e.getMessage()));
      return false;
    }
  }

  private String roundTrip() {
    Location location = folder.resolve("object");
    store.overwrite(NewObject.of(location, CONTENT));
    requireContent(location);
    ObjectAttributes attributes =
        store.head(location).orElseThrow(() -> wrong("HEAD does not see what was written"));
    require(attributes.size() == CONTENT.length, "HEAD tells another size");
    require(isListed(location), "the listing does not have what was written");
    store.delete(location);
    require(store.head(location).isEmpty(), "HEAD still sees what was deleted");
    require(!isListed(location), "the listing still has what was deleted");
    return "written, read, listed and deleted under " + folder;
  }

  private String awkwardName() {
    Location location = folder.resolve(AWKWARD);
    store.overwrite(NewObject.of(location, CONTENT));
    requireContent(location);
    require(isListed(location), "the listing does not have the name as it was written");
    store.delete(location);
    require(store.head(location).isEmpty(), "an object with an awkward name is not deleted");
    return "spaces, %, +, =, #, & and letters beyond ASCII come back as they were";
  }

  private String pinnedRead() {
    Location location = folder.resolve("pinned");
    store.overwrite(NewObject.of(location, CONTENT));
    String etag =
        store.head(location).map(ObjectAttributes::etag).orElseThrow(() -> wrong("HEAD fails"));
    ByteRange range = new ByteRange(2, 5);
    byte[] bytes = store.readRange(location, range, etag);
    require(Arrays.equals(bytes, Arrays.copyOfRange(CONTENT, 2, 7)), "a range has other bytes");
    try {
      byte[] other = store.readRange(location, range, "0".repeat(32));
      throw wrong("a read of %d bytes pinned to another ETag succeeded".formatted(other.length));
    } catch (StoreException e) {
      if (e.kind() != Kind.CHANGED) {
        throw e;
      }
    } finally {
      store.delete(location);
    }
    return "a range is read, and refused when the object has another ETag";
  }

  private String cleanUp() {
    List<Location> left = new ArrayList<>();
    new Listing(store, ListRequest.everythingBelow(folder))
        .forEachRemaining(entry -> left.add(entry.location()));
    left.forEach(store::delete);
    return left.isEmpty() ? "nothing is left behind" : "removed what failed steps left behind";
  }

  private void requireContent(Location location) {
    byte[] there =
        store
            .open(location)
            .map(ObjectContent::readAll)
            .orElseThrow(() -> wrong("GET does not see what was written"));
    require(Arrays.equals(there, CONTENT), "GET answers other bytes than were written");
  }

  private boolean isListed(Location location) {
    Listing listing = new Listing(store, ListRequest.everythingBelow(folder));
    boolean found = false;
    while (listing.hasNext()) {
      found |= listing.next().location().equals(location);
    }
    return found;
  }

  private static void require(boolean met, String otherwise) {
    if (!met) {
      throw wrong(otherwise);
    }
  }

  private static StoreException wrong(String text) {
    return new StoreException(Kind.UNSUPPORTED, text);
  }
}
