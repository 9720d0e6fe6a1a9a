package dev.levee.sync.engine.commit;

import dev.levee.sync.log.Commit;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectBody;
import java.util.Optional;

/**
 * A commit of the primary, read whole and understood.
 *
 * @param commit what it says
 * @param object its bytes
 * @param rewritten its bytes in the secondary, where paths are other ones there
 * @param attributes of the object that was read
 * @param published whether that object is the log's own; else it is a staged commit that the
 *     catalog has ratified
 */
public record FetchedCommit(
    Commit commit,
    SpooledObject object,
    Optional<SpooledObject> rewritten,
    ObjectAttributes attributes,
    boolean published)
    implements AutoCloseable {

  public long version() {
    return commit.version();
  }

  public ObjectBody body() {
    return object.body();
  }

  /** How many bytes are kept. */
  long size() {
    return body().length() + rewritten.map(replica -> replica.body().length()).orElse(0L);
  }

  boolean isRewritten() {
    return rewritten.isPresent();
  }

  /** What is published in the secondary. */
  ObjectBody replica() {
    return rewritten.orElse(object).body();
  }

  @Override
  public void close() {
    rewritten.ifPresent(SpooledObject::close);
    object.close();
  }
}
