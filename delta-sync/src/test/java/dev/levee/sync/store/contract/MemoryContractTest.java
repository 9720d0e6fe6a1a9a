package dev.levee.sync.store.contract;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.memory.MemoryBuckets;
import dev.levee.sync.store.memory.MemoryObjectStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class MemoryContractTest extends ObjectStoreContract {
  private static final int PAGE_SIZE = 7;

  @RegisterExtension
  private static final ContractRun<Environment> RUN = new ContractRun<>("memory", Environment::new);

  private static final class Environment implements StoreEnvironment {
    private final ObjectStore store =
        new MemoryObjectStore("memory|tests", new MemoryBuckets(), new SystemTime(), PAGE_SIZE);

    @Override
    public ObjectStore store() {
      return store;
    }

    @Override
    public Location base() {
      return Location.parse("memory://bucket/contract/");
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
}
