package dev.levee.sync.publish;

import dev.levee.sync.model.Location;
import dev.levee.sync.publish.PublishOutcome.AlreadyThere;
import dev.levee.sync.publish.PublishOutcome.Different;
import dev.levee.sync.publish.PublishOutcome.Inconsistent;
import dev.levee.sync.publish.PublishOutcome.Published;
import dev.levee.sync.publish.PublishOutcome.Unsettled;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Publishes objects of a Delta log by exclusive creation, and settles every unclear answer by
 * reading back and comparing bytes.
 *
 * <p>Never overwrites, never deletes. The order of commits is the caller's.
 */
public final class LogPublisher {
  private static final int ATTEMPTS = 3;

  private final ObjectStore target;

  /** Publishes into this store. */
  public LogPublisher(ObjectStore target) {
    this.target = target;
  }

  /**
   * Creates the object, or finds that it is there.
   *
   * @throws StoreException when the store refuses the request and certainly has not carried it out
   */
  public PublishOutcome publish(NewObject object) {
    return publish(object, () -> true);
  }

  /**
   * The same, where the right to publish may end meanwhile.
   *
   * @param mayTryAgain asked before the request is sent again after an answer that settled nothing
   */
  public PublishOutcome publish(NewObject object, BooleanSupplier mayTryAgain) {
    PublishOutcome last = null;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      if (last != null && !mayTryAgain.getAsBoolean()) {
        return last;
      }
      CreateOutcome outcome = target.createExclusive(object);
      Optional<PublishOutcome> settled = settle(object, outcome);
      if (settled.isPresent()) {
        return settled.get();
      }
      last =
          outcome.match(
              created ->
                  new Inconsistent(object.location() + " was created and cannot be read back"),
              exists ->
                  new Inconsistent(object.location() + " is reported to exist and is not there"),
              unknown -> new Unsettled(unknown.cause()));
    }
    return last;
  }

  /** The outcome where the answer or a look at the object decides it; empty to try again. */
  private Optional<PublishOutcome> settle(NewObject object, CreateOutcome outcome) {
    return outcome.match(
        created ->
            created.etag().equals(object.body().md5())
                ? Optional.of(new Published())
                : lookAt(object, new Published()),
        exists -> lookAt(object, new AlreadyThere()),
        unknown -> lookAt(object, new AlreadyThere()));
  }

  private Optional<PublishOutcome> lookAt(NewObject object, PublishOutcome whenEqual) {
    Optional<ObjectContent> found = target.open(object.location());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        sameBytes(found.get(), object.body())
            ? whenEqual
            : new Different(describe(object.location(), found.get(), object.body())));
  }

  private static String describe(Location location, ObjectContent found, ObjectBody ours) {
    return "%s has %d bytes (ETag %s) where %d bytes (MD5 %s) were to be published"
        .formatted(
            location,
            found.attributes().size(),
            found.attributes().etag(),
            ours.length(),
            ours.md5());
  }

  private static boolean sameBytes(ObjectContent found, ObjectBody ours) {
    if (found.attributes().size() != ours.length()) {
      found.close();
      return false;
    }
    try (InputStream theirs = found.stream();
        InputStream expected = ours.open()) {
      byte[] a = new byte[1 << 16];
      for (int n = expected.readNBytes(a, 0, a.length);
          n > 0;
          n = expected.readNBytes(a, 0, a.length)) {
        byte[] b = theirs.readNBytes(n);
        if (b.length < n) {
          throw new StoreException(Kind.TRANSIENT, "an object ended early while it was compared");
        }
        if (!Arrays.equals(a, 0, n, b, 0, n)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new StoreException(Kind.TRANSIENT, "reading back an object failed", e);
    }
  }
}
