package dev.levee.sync.engine;

import dev.levee.sync.log.Commit;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectBody;

/**
 * A commit of the primary, read whole and understood.
 *
 * @param commit what it says
 * @param object its bytes
 * @param attributes of the object that was read
 */
record FetchedCommit(Commit commit, SpooledObject object, ObjectAttributes attributes)
    implements AutoCloseable {

  long version() {
    return commit.version();
  }

  ObjectBody body() {
    return object.body();
  }

  @Override
  public void close() {
    object.close();
  }
}
