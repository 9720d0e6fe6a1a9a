package dev.levee.sync.store.s3;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreTraits;
import java.util.Map;
import java.util.Optional;

/**
 * Buckets of one S3 endpoint, seen with one identity.
 *
 * <p>A missing bucket shows as {@code NO_SUCH_BUCKET} in every call but {@link #head}: the answer
 * to HEAD has no body that could tell it from a missing object. Amazon S3 and others answer HEAD
 * and GET of a missing object with 403 when the identity may not list the bucket, so {@code
 * ACCESS_DENIED} never means that an object is missing.
 *
 * <p>The requests that are made for every object and every poll are sent directly; all others, and
 * those that do not get their usual answer, by the AWS SDK.
 */
public final class S3ObjectStore implements ObjectStore {
  private static final long MAX_COPY_BYTES = 5L << 30;

  private final S3StoreSettings settings;
  private final S3Clients clients;
  private final SdkRequests sdk;
  private final DirectPath direct;

  /** Connects when the first call is made. */
  public S3ObjectStore(S3StoreSettings settings) {
    this(settings, new SystemTime());
  }

  /** The same with another clock, whose time signatures carry. */
  public S3ObjectStore(S3StoreSettings settings, Time time) {
    this.settings = settings;
    this.clients = new S3Clients(settings);
    this.sdk = new SdkRequests(clients);
    this.direct = new DirectPath(clients, settings, time);
  }

  @Override
  public StoreTraits traits() {
    return new StoreTraits(settings.service(), true, true, MAX_COPY_BYTES, true);
  }

  @Override
  public ListPage list(ListRequest request) {
    return direct.list(request, () -> sdk.list(request));
  }

  @Override
  public Optional<ObjectAttributes> head(Location location) {
    return direct.head(location, () -> sdk.head(location));
  }

  @Override
  public Optional<ObjectContent> open(Location location) {
    return direct.open(location, () -> sdk.open(location));
  }

  @Override
  public byte[] readRange(Location location, ByteRange range, String etag) {
    return direct.readRange(location, range, etag, () -> sdk.readRange(location, range, etag));
  }

  @Override
  public CreateOutcome createExclusive(NewObject object) {
    return direct.createExclusive(
        object,
        () ->
            object.body().isReplayable()
                ? sdk.createExclusive(object)
                : SdkRequests.notRepeated(object.location()));
  }

  @Override
  public void overwrite(NewObject object) {
    direct.overwrite(object, () -> sdk.overwrite(object));
  }

  @Override
  public String copyWithin(
      Location source, String etag, Location target, Map<String, String> metadata) {
    return direct.copyWithin(
        source,
        etag,
        new NewObject(target, ObjectBody.of(new byte[0]), metadata),
        () -> sdk.copyWithin(source, etag, target, metadata));
  }

  @Override
  public MultipartUpload beginUpload(Location target, Map<String, String> metadata) {
    return sdk.beginUpload(target, metadata, direct);
  }

  @Override
  public void delete(Location location) {
    direct.delete(location, () -> sdk.delete(location));
  }

  @Override
  public void close() {
    direct.close();
    clients.close();
  }
}
