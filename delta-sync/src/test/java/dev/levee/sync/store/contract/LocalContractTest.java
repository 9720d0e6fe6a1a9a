package dev.levee.sync.store.contract;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.local.LocalObjectStore;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LocalContractTest extends ObjectStoreContract {
  private static final int PAGE_SIZE = 7;

  @TempDir static Path directory;

  @RegisterExtension
  private static final ContractRun<Environment> RUN = new ContractRun<>("local", Environment::new);

  private static final class Environment implements StoreEnvironment {
    private final ObjectStore store = new LocalObjectStore(PAGE_SIZE);

    @Override
    public ObjectStore store() {
      return store;
    }

    @Override
    public Location base() {
      return Location.parse("file://" + directory + "/contract/");
    }

    @Override
    public void close() {
      store.close();
    }
  }

  @Override
  public ObjectStore store() {
    return RUN.environment().store();
  }

  @Override
  Location base() {
    return RUN.environment().base();
  }

  @Override
  public int pageSize() {
    return PAGE_SIZE;
  }

  @Override
  public boolean keepsMetadata() {
    return false;
  }
}
