package dev.levee.sync.engine.commit;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.ReadView;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreTraits;
import java.io.IOException;
import java.util.Optional;

/** A store of which one commit has been read: whoever reads it again gets the same bytes. */
final class OneReadCommit extends ReadView {
  private final ObjectStore store;
  private final Location location;
  private final FetchedCommit commit;

  /** Serves the commit for as long as it is not closed. */
  OneReadCommit(ObjectStore store, Location root, FetchedCommit commit) {
    this.store = store;
    this.location = LogListing.commit(root, commit.version());
    this.commit = commit;
  }

  @Override
  public ListPage list(ListRequest request) {
    return store.list(request);
  }

  @Override
  public Optional<ObjectAttributes> head(Location of) {
    return of.equals(location) ? Optional.of(commit.attributes()) : store.head(of);
  }

  @Override
  public Optional<ObjectContent> open(Location of) {
    if (!of.equals(location)) {
      return store.open(of);
    }
    try {
      return Optional.of(new ObjectContent(commit.attributes(), commit.body().open()));
    } catch (IOException e) {
      throw new StoreException(StoreException.Kind.TRANSIENT, "reading " + of + " failed", e);
    }
  }

  @Override
  public byte[] readRange(Location of, ByteRange range, String etag) {
    return store.readRange(of, range, etag);
  }

  @Override
  public StoreTraits traits() {
    return store.traits();
  }
}
