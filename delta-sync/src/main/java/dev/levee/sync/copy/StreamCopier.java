package dev.levee.sync.copy;

import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies a large object with one request that reads it and one that writes it, whose body is the
 * answer to the first. The bytes are neither kept nor hashed here: the source's ETag is their MD5,
 * and goes ahead as {@code Content-MD5}, so that the target's store itself refuses what is not the
 * source's object. What breaks off has created nothing, and is for {@link PartCopier}, which can
 * repeat.
 */
final class StreamCopier {
  private static final Logger LOG = LoggerFactory.getLogger(StreamCopier.class);

  /**
   * So many in a row that only went in parts are no accident: an ETag that only looks like an MD5.
   */
  private static final int ACCIDENTS = 2;

  private final ObjectStore source;
  private final ObjectStore target;
  private final CopySettings settings;
  private final Semaphore permits;
  private final AtomicInteger inVain = new AtomicInteger();

  StreamCopier(ObjectStore source, ObjectStore target, CopySettings settings) {
    this.source = source;
    this.target = target;
    this.settings = settings;
    this.permits = new Semaphore(settings.streams());
  }

  /** Whether an object of this size would be streamed now, if its ETag is an MD5. */
  boolean takes(long size) {
    return size <= settings.streamedBytes()
        && source.traits().etagIsMd5()
        && target.traits().etagIsMd5()
        && permits.availablePermits() > 0
        && inVain.get() <= ACCIDENTS;
  }

  /** Creates a copy of what was opened, and closes it. Empty when nothing was sent. */
  Optional<CreateOutcome> create(RequiredObject object, ObjectContent content) {
    try (content) {
      ObjectAttributes attributes = content.attributes();
      boolean suits = takes(attributes.size()) && ObjectComparison.looksLikeMd5(attributes.etag());
      if (!suits || !permits.tryAcquire()) {
        return Optional.empty();
      }
      try {
        ObjectBody body = ObjectBody.once(content.stream(), attributes.size(), attributes.etag());
        CreateOutcome outcome =
            target.createExclusive(
                new NewObject(object.target(), body, FileCopier.provenance(attributes)));
        if (outcome instanceof CreateOutcome.Created) {
          inVain.set(0);
        }
        return Optional.of(outcome);
      } finally {
        permits.release();
      }
    }
  }

  /** How many streams in a row were in vain, of those that were not under way together. */
  int inVain() {
    return inVain.get();
  }

  /**
   * What came of an object in parts that could not be streamed. Where a store is out of reach for a
   * while, all that are under way break off: that is one accident.
   *
   * @param inVainBefore how many were in vain when its stream began
   */
  CopyOutcome noteInParts(CopyOutcome outcome, int inVainBefore) {
    if (outcome instanceof CopyOutcome.Copied
        && inVain.compareAndSet(inVainBefore, inVainBefore + 1)
        && inVainBefore == ACCIDENTS) {
      LOG.warn(
          "large files go in parts from now on: {} in a row could not be streamed; their ETags may"
              + " be no MD5s (encryption by a key service), or something between the stores ends"
              + " long requests",
          ACCIDENTS + 1);
    }
    return outcome;
  }
}
