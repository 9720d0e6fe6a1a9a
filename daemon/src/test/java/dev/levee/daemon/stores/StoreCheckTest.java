package dev.levee.daemon.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.daemon.StoreProbe.Finding;
import dev.levee.daemon.config.ConfigLoader;
import dev.levee.daemon.config.LeveeConfig;
import dev.levee.daemon.config.RegionConfig;
import dev.levee.daemon.config.StorageConfig;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.embedded.EmbeddedS3Server;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.InterceptedObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCheckTest {
  private static final Location CONTROL = Location.parse("memory://lake/_levee/");

  @TempDir Path folder;

  @Test
  void realStoresPassAndAreLeftAsTheyWere() throws IOException {
    try (EmbeddedS3Server server =
        EmbeddedS3Server.inMemory(EmbeddedS3Server.Listener.loopback("key", "secret"))) {
      server.createBucket("lake");

      List<Finding> findings = new StoreCheck(new SystemTime()).probe(config(server));

      assertThat(findings).hasSize(12).allMatch(Finding::passed);
      assertThat(findings)
          .extracting(Finding::detail)
          .contains("1 of 64 parallel creators won, in each of 5 rounds")
          .contains("nothing is left behind");
      try (ObjectStore store = new RegionStores(config(server).copy()).open(east(server))) {
        Location lake = Location.parse("s3://lake/");
        assertThat(new Listing(store, ListRequest.everythingBelow(lake)).hasNext()).isFalse();
      }
    }
  }

  @Test
  void aStoreThatCannotBeReachedIsAFindingAndNoReasonNotToStart() throws IOException {
    EmbeddedS3Server server =
        EmbeddedS3Server.inMemory(EmbeddedS3Server.Listener.loopback("key", "secret"));
    server.close();

    assertThat(new StoreCheck(new SystemTime()).probe(config(server)))
        .filteredOn(finding -> !finding.passed())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.subject()).isEqualTo("east: objects");
              assertThat(finding.detail()).startsWith("TRANSIENT: ");
            });
    try (ObjectStore store = new RegionStores(config(server).copy()).open(east(server))) {
      StoreCheck.requireExclusiveCreation(east(server), store);
    }
  }

  @Test
  void aStoreThatIgnoresTheConditionIsFoundOut() throws InterruptedException {
    ObjectStore careless = new Careless();

    List<Finding> findings = new StoreTrial("east", careless, CONTROL).run();

    assertThat(findings)
        .filteredOn(finding -> !finding.passed())
        .extracting(Finding::subject)
        .containsExactly("east: exclusive creation", "east: parallel creation");
    RegionConfig region =
        new RegionConfig(new RegionName("east"), new StorageConfig.Folders(), CONTROL);
    assertThatThrownBy(() -> StoreCheck.requireExclusiveCreation(region, careless))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("region east: the store overwrites where it was told not to");
  }

  /** Overwrites instead of creating, as stores do that do not know the condition. */
  private static final class Careless extends InterceptedObjectStore {
    Careless() {
      super(new MemoryObjectStore("memory|careless", new SystemTime()));
    }

    @Override
    protected <T> T around(StoreCall call, Supplier<T> delegate) {
      return delegate.get();
    }

    @Override
    public CreateOutcome createExclusive(NewObject object) {
      overwrite(object);
      return new CreateOutcome.Created(object.body().md5());
    }
  }

  private RegionConfig east(EmbeddedS3Server server) throws IOException {
    return config(server).region(new RegionName("east"));
  }

  private LeveeConfig config(EmbeddedS3Server server) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("levee.yaml"),
            """
            regions:
              east:
                storage: {kind: s3, endpoint: '%s', credentials: {access_key: key, secret_key: '${env:SECRET}'}}
                control: 's3://lake/_levee'
              west: {storage: {kind: file}, control: 'file://%s/_levee'}
            failover_groups:
              - name: lakehouse
                regions: [east, west]
                initial_primary_region: east
                location_mappings:
                  - {name: data, uri_by_region: {east: 's3://lake/data/*', west: 'file://%s/data/*'}}
                discover: ['s3://lake/data/*']
            """
                .formatted(server.endpoint(), folder, folder));
    return new ConfigLoader(name -> "secret").load(file);
  }
}
