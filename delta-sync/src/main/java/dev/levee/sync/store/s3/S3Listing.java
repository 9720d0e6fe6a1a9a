package dev.levee.sync.store.s3;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.KeyOrder;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Requests for pages of a listing, and what their answers say. The SDK decodes the keys. */
final class S3Listing {
  static final Comparator<ObjectEntry> BY_KEY =
      (one, other) -> KeyOrder.UTF_8.compare(one.location().key(), other.location().key());

  private S3Listing() {}

  static ListObjectsV2Request requestFor(ListRequest request) {
    return ListObjectsV2Request.builder()
        .bucket(request.prefix().bucket())
        .prefix(request.prefix().key())
        .delimiter(request.recursive() ? null : "/")
        .startAfter(request.continuation().isPresent() ? null : request.startAfter().orElse(null))
        .continuationToken(request.continuation().orElse(null))
        .build();
  }

  /** A store that sorts otherwise is put right within the page; most sort as they should. */
  static ListPage pageOf(ListRequest request, ListObjectsV2Response answer) {
    Location prefix = request.prefix();
    requireListing(prefix, answer);
    List<ObjectEntry> objects = new ArrayList<>();
    for (S3Object object : answer.contents()) {
      objects.add(new ObjectEntry(at(prefix, object.key()), attributesOf(object)));
    }
    objects.sort(BY_KEY);
    List<Location> prefixes =
        answer.commonPrefixes().stream()
            .map(CommonPrefix::prefix)
            .sorted(KeyOrder.UTF_8)
            .map(key -> at(prefix, key))
            .toList();
    return new ListPage(objects, prefixes, continuation(prefix, answer));
  }

  /** Any XML at all would otherwise pass for the listing of an empty prefix. */
  private static void requireListing(Location prefix, ListObjectsV2Response answer) {
    if (answer.isTruncated() == null) {
      throw new StoreException(
          StoreException.Kind.TRANSIENT,
          "list " + prefix + ": the answer is no listing. Is a proxy in between?");
    }
  }

  private static Optional<String> continuation(Location prefix, ListObjectsV2Response answer) {
    if (!answer.isTruncated()) {
      return Optional.empty();
    }
    if (answer.nextContinuationToken() == null || answer.nextContinuationToken().isEmpty()) {
      throw new StoreException(
          StoreException.Kind.TRANSIENT,
          "list " + prefix + ": the store says that there is more, and not where it begins");
    }
    return Optional.of(answer.nextContinuationToken());
  }

  private static Location at(Location prefix, String key) {
    return new Location(prefix.scheme(), prefix.bucket(), key);
  }

  private static ObjectAttributes attributesOf(S3Object object) {
    return new ObjectAttributes(
        object.size(), ETags.unquoted(object.eTag()), object.lastModified(), Map.of());
  }
}
