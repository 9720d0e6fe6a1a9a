package dev.levee.sync.store.contract;

import dev.levee.sync.model.Location;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every {@link dev.levee.sync.store.ObjectStore} promises. One subclass for each kind of
 * store; each test works below a prefix of its own.
 */
abstract class ObjectStoreContract
    implements ReadingContract, ListingContract, CreationContract, UploadContract {
  private static final AtomicInteger TESTS = new AtomicInteger();

  private Location root;

  /** The prefix below which the tests work. */
  abstract Location base();

  @BeforeEach
  void takeAPrefix() {
    root = base().resolve("test-" + TESTS.incrementAndGet() + "/");
  }

  @Override
  public Location root() {
    return root;
  }

  @Override
  public boolean keepsMetadata() {
    return true;
  }

  @Override
  public boolean takesKey(String key) {
    return true;
  }

  @Override
  public boolean completesExclusively() {
    return true;
  }
}
