package dev.levee.sync.verify;

import dev.levee.sync.model.Location;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import java.util.regex.Pattern;

/** Both sides of a table, to be read. */
final class TableSides {
  private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

  private final TableRoots roots;
  private final ReadOnlyStore primary;
  private final ReadOnlyStore replica;

  TableSides(TableRoots roots, ObjectStore primary, ObjectStore replica) {
    this.roots = roots;
    this.primary = new ReadOnlyStore(primary);
    this.replica = new ReadOnlyStore(replica);
  }

  TableRoots roots() {
    return roots;
  }

  ReadOnlyStore primary() {
    return primary;
  }

  ReadOnlyStore replica() {
    return replica;
  }

  Location primaryRoot() {
    return roots.source();
  }

  Location replicaRoot() {
    return roots.target();
  }

  /** Which side a failure came from. */
  Side sideOf(StoreException failure) {
    return primary.threw(failure) ? Side.PRIMARY : Side.REPLICA;
  }

  /** Whether ETags prove that two objects have the same bytes: both are MD5s, and equal. */
  boolean sameByEtag(ObjectAttributes ofPrimary, ObjectAttributes ofReplica) {
    return primary.traits().etagIsMd5()
        && replica.traits().etagIsMd5()
        && ofPrimary.size() == ofReplica.size()
        && MD5.matcher(ofPrimary.etag()).matches()
        && ofPrimary.etag().equals(ofReplica.etag());
  }
}
