package dev.levee.sync.store.embedded;

import dev.levee.sync.store.KeyIndex;
import dev.levee.sync.store.ObjectBody;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectStorageClass;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The keys of each bucket in memory: S3Proxy itself walks the whole bucket for each page. A bucket
 * is read when it is first used; from then on whoever writes a key refreshes it, and only this
 * process writes.
 */
final class BucketIndexes {
  private static final int DEFAULT_PAGE_SIZE = 1000;
  private static final int WHOLE_BUCKET = 10_000_000;
  private static final String MD5_OF_NOTHING = ObjectBody.of(new byte[0]).md5();

  private final BlobStore store;
  private final ConcurrentMap<String, KeyIndex<S3Object>> byBucket = new ConcurrentHashMap<>();

  BucketIndexes(BlobStore store) {
    this.store = store;
  }

  KeyIndex<S3Object> index(String bucket) {
    return byBucket.computeIfAbsent(bucket, this::read);
  }

  void forget(String bucket) {
    byBucket.remove(bucket);
  }

  private KeyIndex<S3Object> read(String bucket) {
    KeyIndex<S3Object> index = new KeyIndex<>();
    String token = null;
    do {
      ListObjectsV2Response page =
          store.list(
              ListObjectsV2Request.builder()
                  .bucket(bucket)
                  .maxKeys(WHOLE_BUCKET)
                  .continuationToken(token)
                  .build());
      page.contents()
          .forEach(
              object ->
                  index.put(
                      object.key(),
                      object.toBuilder().eTag(etagOf(object.key(), object.eTag())).build()));
      token = page.nextContinuationToken();
    } while (token != null);
    return index;
  }

  /** Makes the index say of a key what the store says now. */
  synchronized void refresh(String bucket, String key) {
    Optional<HeadObjectResponse> head =
        Optional.ofNullable(store.blobMetadataIfPresent(bucket, key));
    head.ifPresentOrElse(
        found -> index(bucket).put(key, objectOf(key, found)), () -> index(bucket).remove(key));
  }

  private static S3Object objectOf(String key, HeadObjectResponse head) {
    return S3Object.builder()
        .key(key)
        .eTag(etagOf(key, head.eTag()))
        .size(head.contentLength())
        .lastModified(head.lastModified())
        .storageClass(ObjectStorageClass.STANDARD)
        .build();
  }

  /** S3Proxy has none for an empty object that stands for a folder: there it keeps no MD5. */
  private static String etagOf(String key, String etag) {
    return etag == null && key.endsWith("/") ? MD5_OF_NOTHING : etag;
  }

  /** One page, with no delimiter or {@code /}. */
  ListObjectsV2Response list(ListObjectsV2Request request) {
    KeyIndex.Query query =
        new KeyIndex.Query(
            Optional.ofNullable(request.prefix()).orElse(""),
            Optional.ofNullable(request.continuationToken())
                .or(() -> Optional.ofNullable(request.startAfter())),
            request.delimiter() == null || request.delimiter().isEmpty(),
            Optional.ofNullable(request.maxKeys()).orElse(DEFAULT_PAGE_SIZE));
    KeyIndex.Page<S3Object> page = index(request.bucket()).page(query);
    List<S3Object> objects = page.entries().stream().map(Map.Entry::getValue).toList();
    List<CommonPrefix> prefixes =
        page.prefixes().stream().map(key -> CommonPrefix.builder().prefix(key).build()).toList();
    return ListObjectsV2Response.builder()
        .contents(objects)
        .commonPrefixes(prefixes)
        .isTruncated(page.position().isPresent())
        .nextContinuationToken(page.position().orElse(null))
        .build();
  }
}
