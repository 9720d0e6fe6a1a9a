package dev.levee.daemon.stores;

import dev.levee.daemon.StoreProbe;
import dev.levee.daemon.config.LeveeConfig;
import dev.levee.daemon.config.RegionConfig;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries out every region's store under {@code <control>/_check/<random>/}, and asks its catalog
 * server.
 */
public final class StoreCheck implements StoreProbe {
  private static final Logger LOG = LoggerFactory.getLogger(StoreCheck.class);

  private final Time time;

  /** Tries with these clocks. */
  public StoreCheck(Time time) {
    this.time = time;
  }

  @Override
  public List<Finding> probe(LeveeConfig config) {
    RegionStores stores = new RegionStores(config.copy());
    List<Finding> findings = new ArrayList<>();
    for (RegionConfig region : config.regions()) {
      try (ObjectStore store = stores.open(region)) {
        findings.addAll(new StoreTrial(region.name().value(), store, folder(region)).run());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        findings.add(new Finding(region.name().value(), false, "interrupted"));
      }
    }
    findings.addAll(new CatalogCheck(config, time).run());
    return findings;
  }

  /**
   * The least that a daemon has to know before it starts. A store that cannot be reached now
   * passes: a daemon must also start after the loss of a region.
   *
   * @throws StoreException of kind {@code UNSUPPORTED}, naming the region, when the store ignores
   *     that a creation is exclusive
   */
  static void requireExclusiveCreation(RegionConfig region, ObjectStore store) {
    try {
      LOG.debug("{}: {}", region.name(), new ExclusiveCreation(store, folder(region)).twice());
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.UNSUPPORTED) {
        throw new StoreException(
            e.kind(), "region %s: %s".formatted(region.name(), e.getMessage()), e);
      }
      LOG.warn("region {} cannot be tried out now: {}", region.name(), e.getMessage());
    }
  }

  private static Location folder(RegionConfig region) {
    return region.control().resolve("_check/" + UUID.randomUUID() + "/");
  }
}
