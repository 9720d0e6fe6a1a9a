package dev.levee.sync.store.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A blob store of S3Proxy, with two things put right: a page of a listing costs as much as the page
 * is long, and a write by {@code If-Match} is atomic.
 */
final class IndexedBlobStore extends ForwardingBlobStore {
  private static final int PRECONDITION_FAILED = 412;

  private final BucketIndexes indexes;
  private final KeyLocks locks = new KeyLocks();

  IndexedBlobStore(BlobStore store) {
    super(store);
    indexes = new BucketIndexes(store);
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    String delimiter = Optional.ofNullable(request.delimiter()).orElse("");
    boolean indexed = delimiter.isEmpty() || delimiter.equals("/");
    if (!indexed || !delegate().containerExists(request.bucket())) {
      return super.list(request);
    }
    return indexes.list(request);
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
    if (request.ifMatch() != null) {
      return swap(request, body);
    }
    return writing(request.bucket(), request.key(), () -> super.putBlob(request, body));
  }

  /** Takes the body in first, so that a slow client keeps no one else from the key. */
  private PutObjectResponse swap(PutObjectRequest request, InputStream body) {
    byte[] bytes;
    try {
      bytes = body.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return locks.alone(
        request.bucket(),
        request.key(),
        () -> {
          requireMatch(request);
          PutObjectResponse answer = super.putBlob(request, new ByteArrayInputStream(bytes));
          indexes.refresh(request.bucket(), request.key());
          return answer;
        });
  }

  private void requireMatch(PutObjectRequest request) {
    Optional<String> now =
        Optional.ofNullable(delegate().blobMetadataIfPresent(request.bucket(), request.key()))
            .map(HeadObjectResponse::eTag);
    boolean matches =
        now.isPresent()
            && (request.ifMatch().equals("*") || bare(now.get()).equals(bare(request.ifMatch())));
    if (!matches) {
      throw preconditionFailed();
    }
  }

  private static String bare(String etag) {
    return etag.replace("\"", "");
  }

  private static S3Exception preconditionFailed() {
    String text = "At least one of the pre-conditions you specified did not hold";
    AwsErrorDetails details =
        AwsErrorDetails.builder()
            .errorCode("PreconditionFailed")
            .errorMessage(text)
            .sdkHttpResponse(SdkHttpResponse.builder().statusCode(PRECONDITION_FAILED).build())
            .build();
    return (S3Exception)
        S3Exception.builder()
            .statusCode(PRECONDITION_FAILED)
            .message(text)
            .awsErrorDetails(details)
            .build();
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    return writing(
        request.destinationBucket(), request.destinationKey(), () -> super.copyBlob(request));
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    return writing(
        upload.containerName(),
        upload.blobName(),
        () -> super.completeMultipartUpload(upload, request));
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    return writing(request.bucket(), request.key(), () -> super.removeBlob(request));
  }

  /** The bucket is read before it is changed, or the change could be missed. */
  private <T> T writing(String bucket, String key, Supplier<T> write) {
    if (delegate().containerExists(bucket)) {
      indexes.index(bucket);
    }
    return locks.together(
        bucket,
        key,
        () -> {
          T answer = write.get();
          indexes.refresh(bucket, key);
          return answer;
        });
  }

  @Override
  public void clearContainer(ListObjectsV2Request request) {
    super.clearContainer(request);
    indexes.forget(request.bucket());
  }

  @Override
  public void deleteContainer(String bucket) {
    super.deleteContainer(bucket);
    indexes.forget(bucket);
  }

  @Override
  public void deleteBucket(String bucket) {
    super.deleteBucket(bucket);
    indexes.forget(bucket);
  }
}
