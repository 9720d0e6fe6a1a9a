package dev.levee.sync.store;

import static java.util.Objects.requireNonNull;

/**
 * What a store can do.
 *
 * @param service which service and which identity: two stores with equal services can copy between
 *     their buckets server-side ({@code s3|endpoint|access key}); never holds a secret
 * @param serverSideCopy whether {@link ObjectStore#copyWithin} and {@link MultipartUpload#copyPart}
 *     work
 * @param etagIsMd5 whether the ETag of an object written by one request is normally the MD5 of its
 *     bytes; one that is not shows itself by not being equal
 * @param maxCopyBytes the largest object that one server-side copy request takes
 * @param currentListings whether a listing shows every object whose creation had been acknowledged
 *     when it was asked for
 */
public record StoreTraits(
    String service,
    boolean serverSideCopy,
    boolean etagIsMd5,
    long maxCopyBytes,
    boolean currentListings) {
  /** Checks that the service is named. */
  public StoreTraits {
    requireNonNull(service, "service");
  }

  /** A store whose listings may lag behind. */
  public StoreTraits(String service, boolean serverSideCopy, boolean etagIsMd5, long maxCopyBytes) {
    this(service, serverSideCopy, etagIsMd5, maxCopyBytes, false);
  }

  /** Whether an object of this store can be copied into the other one server-side. */
  public boolean copiesServerSideTo(StoreTraits other) {
    return serverSideCopy && other.serverSideCopy && service.equals(other.service);
  }
}
