package dev.levee.sync.engine.drill;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreTraits;
import java.util.Map;
import java.util.Optional;

/** A region whose store answers nothing, as if it were lost. No request leaves this process. */
final class WithheldStore implements ObjectStore {
  private final RegionName region;
  private final StoreTraits traits;

  WithheldStore(RegionName region, StoreTraits traits) {
    this.region = region;
    this.traits = traits;
  }

  private StoreException withheld() {
    return new StoreException(
        StoreException.Kind.ACCESS_DENIED, region + " is out of reach: the drill withholds it");
  }

  @Override
  public StoreTraits traits() {
    return traits;
  }

  @Override
  public ListPage list(ListRequest request) {
    throw withheld();
  }

  @Override
  public Optional<ObjectAttributes> head(Location location) {
    throw withheld();
  }

  @Override
  public Optional<ObjectContent> open(Location location) {
    throw withheld();
  }

  @Override
  public byte[] readRange(Location location, ByteRange range, String etag) {
    throw withheld();
  }

  @Override
  public CreateOutcome createExclusive(NewObject object) {
    throw withheld();
  }

  @Override
  public void overwrite(NewObject object) {
    throw withheld();
  }

  @Override
  public String copyWithin(
      Location source, String etag, Location target, Map<String, String> metadata) {
    throw withheld();
  }

  @Override
  public MultipartUpload beginUpload(Location target, Map<String, String> metadata) {
    throw withheld();
  }

  @Override
  public void delete(Location location) {
    throw withheld();
  }

  @Override
  public void close() {}
}
