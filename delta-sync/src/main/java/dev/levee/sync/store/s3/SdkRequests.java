package dev.levee.sync.store.s3;

import static dev.levee.sync.store.StoreException.Kind.CHANGED;
import static dev.levee.sync.store.StoreException.Kind.INVALID;
import static dev.levee.sync.store.StoreException.Kind.NOT_FOUND;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.StoreException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Every operation as a request of the AWS SDK, which repeats, redirects and explains. */
final class SdkRequests {
  private final S3Clients clients;

  SdkRequests(S3Clients clients) {
    this.clients = clients;
  }

  ListPage list(ListRequest request) {
    return S3Listing.pageOf(
        request,
        calling(
            "list",
            request.prefix(),
            () -> clients.repeating().listObjectsV2(S3Listing.requestFor(request))));
  }

  Optional<ObjectAttributes> head(Location location) {
    HeadObjectRequest request =
        HeadObjectRequest.builder().bucket(location.bucket()).key(keyOf(location)).build();
    return ifFound("HEAD", location, () -> clients.repeating().headObject(request))
        .map(S3Attributes::of);
  }

  Optional<ObjectContent> open(Location location) {
    GetObjectRequest request = get(location).build();
    Optional<ResponseInputStream<GetObjectResponse>> stream =
        ifFound("GET", location, () -> clients.repeating().getObject(request));
    return stream.map(
        opened -> {
          ObjectAttributes attributes = S3Attributes.of(opened.response());
          return new ObjectContent(attributes, new S3ReadStream(opened, attributes.size()));
        });
  }

  byte[] readRange(Location location, ByteRange range, String etag) {
    GetObjectRequest request =
        get(location)
            .range("bytes=" + range.offset() + "-" + range.last())
            .ifMatch(ETags.quoted(etag))
            .build();
    ResponseBytes<GetObjectResponse> answer =
        calling("GET a range of", location, () -> clients.repeating().getObjectAsBytes(request));
    String now = ETags.unquoted(answer.response().eTag());
    if (!now.equals(etag)) {
      throw new StoreException(
          CHANGED, location + " has the ETag " + now + " and no longer " + etag);
    }
    byte[] bytes = answer.asByteArrayUnsafe();
    if (bytes.length != range.length()) {
      throw new StoreException(
          INVALID, "%s answered %d bytes for %s".formatted(location, bytes.length, range));
    }
    return bytes;
  }

  CreateOutcome createExclusive(NewObject object) {
    PutObjectRequest request = put(object).ifNoneMatch("*").build();
    return creating(
        "create",
        object.location(),
        () -> clients.once().putObject(request, S3Bodies.of(object.body())).eTag());
  }

  /** A stream cannot be sent by another request, if any of it was sent. */
  static CreateOutcome notRepeated(Location location) {
    return new CreateOutcome.Unknown(
        new StoreException(
            StoreException.Kind.TRANSIENT,
            "create " + location + ": a stream was refused, and cannot be sent again"));
  }

  /**
   * Sends one request that creates an object, and never again. Only 412 says that the name is taken
   * (409 is a conflict with a creation under way); only a refusal as such says that nothing
   * changed.
   */
  static CreateOutcome creating(String operation, Location location, Supplier<String> request) {
    try {
      return new CreateOutcome.Created(ETags.unquoted(request.get()));
    } catch (StoreException e) {
      return new CreateOutcome.Unknown(e);
    } catch (UncheckedIOException e) {
      return new CreateOutcome.Unknown(S3Errors.brokenOff(operation, location, e));
    } catch (SdkException e) {
      StoreException failure = S3Errors.of(operation, location, e);
      return switch (failure.kind()) {
        case CHANGED -> new CreateOutcome.Exists();
        case ACCESS_DENIED, NO_SUCH_BUCKET, INVALID, UNSUPPORTED -> throw failure;
        case TRANSIENT, THROTTLED, NOT_FOUND, ARCHIVED -> new CreateOutcome.Unknown(failure);
      };
    }
  }

  void overwrite(NewObject object) {
    PutObjectRequest request = put(object).build();
    PutObjectResponse unused =
        calling(
            "PUT",
            object.location(),
            () -> clients.repeating().putObject(request, S3Bodies.of(object.body())));
  }

  String copyWithin(Location source, String etag, Location target, Map<String, String> metadata) {
    CopyObjectRequest request =
        CopyObjectRequest.builder()
            .sourceBucket(source.bucket())
            .sourceKey(keyOf(source))
            .copySourceIfMatch(ETags.quoted(etag))
            .destinationBucket(target.bucket())
            .destinationKey(keyOf(target))
            .metadataDirective(MetadataDirective.REPLACE)
            .metadata(metadata)
            .build();
    CopyObjectResponse answer =
        calling(
            "copy to " + target + " from", source, () -> clients.repeating().copyObject(request));
    CopyObjectResult result = answer.copyObjectResult();
    return ETags.unquoted(result == null ? null : result.eTag());
  }

  MultipartUpload beginUpload(Location target, Map<String, String> metadata, DirectPath direct) {
    CreateMultipartUploadRequest request =
        CreateMultipartUploadRequest.builder()
            .bucket(target.bucket())
            .key(keyOf(target))
            .metadata(metadata)
            .build();
    CreateMultipartUploadResponse answer =
        calling(
            "begin an upload of", target, () -> clients.repeating().createMultipartUpload(request));
    return new S3Upload(clients, direct, target, answer.uploadId());
  }

  void delete(Location location) {
    DeleteObjectRequest request =
        DeleteObjectRequest.builder().bucket(location.bucket()).key(keyOf(location)).build();
    Optional<?> unused =
        ifFound("DELETE", location, () -> clients.repeating().deleteObject(request));
  }

  private static GetObjectRequest.Builder get(Location location) {
    return GetObjectRequest.builder().bucket(location.bucket()).key(keyOf(location));
  }

  private static PutObjectRequest.Builder put(NewObject object) {
    return PutObjectRequest.builder()
        .bucket(object.location().bucket())
        .key(keyOf(object.location()))
        .contentMD5(S3Bodies.contentMd5(object.body()))
        .metadata(object.metadata());
  }

  private static String keyOf(Location location) {
    if (location.key().isEmpty()) {
      throw new StoreException(INVALID, location + " is a bucket and no object");
    }
    return location.key();
  }

  /** Makes a call; what the SDK throws becomes a {@link StoreException}. */
  static <T> T calling(String operation, Location location, Supplier<T> call) {
    try {
      return call.get();
    } catch (UncheckedIOException e) {
      throw S3Errors.brokenOff(operation, location, e);
    } catch (SdkException e) {
      throw S3Errors.of(operation, location, e);
    }
  }

  private static <T> Optional<T> ifFound(String operation, Location location, Supplier<T> call) {
    try {
      return Optional.of(calling(operation, location, call));
    } catch (StoreException e) {
      if (e.kind() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
