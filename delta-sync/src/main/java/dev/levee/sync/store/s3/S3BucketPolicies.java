package dev.levee.sync.store.s3;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.StoreException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The policies of an S3 store's buckets (S3 API: GetBucketPolicy, PutBucketPolicy,
 * DeleteBucketPolicy). Not every S3-compatible store has them, and some have them for anonymous
 * requests only.
 */
public final class S3BucketPolicies implements AutoCloseable {
  private final S3Clients clients;

  /** The policies of the buckets of this store. */
  public S3BucketPolicies(S3StoreSettings settings) {
    this.clients = new S3Clients(settings);
  }

  /**
   * The bucket's policy, JSON; empty when it has none.
   *
   * @throws StoreException when the store does not answer, or not like that
   */
  public Optional<String> read(String bucket) {
    try {
      return Optional.ofNullable(
          clients.repeating().getBucketPolicy(request -> request.bucket(bucket)).policy());
    } catch (S3Exception e) {
      if (e.awsErrorDetails() != null
          && "NoSuchBucketPolicy".equals(e.awsErrorDetails().errorCode())) {
        return Optional.empty();
      }
      throw failure("get the policy of", bucket, e);
    } catch (SdkException e) {
      throw failure("get the policy of", bucket, e);
    }
  }

  /** Sets the bucket's policy, whatever it was. */
  public void write(String bucket, String policy) {
    answer(
        "set the policy of",
        bucket,
        () ->
            clients.repeating().putBucketPolicy(request -> request.bucket(bucket).policy(policy)));
  }

  /** Takes the bucket's policy away. */
  public void remove(String bucket) {
    answer(
        "remove the policy of",
        bucket,
        () -> clients.repeating().deleteBucketPolicy(request -> request.bucket(bucket)));
  }

  private static <T> void answer(String operation, String bucket, Supplier<T> request) {
    try {
      T unused = request.get();
    } catch (SdkException e) {
      throw failure(operation, bucket, e);
    }
  }

  private static StoreException failure(String operation, String bucket, SdkException cause) {
    return S3Errors.of(operation, Location.parse("s3://" + bucket + "/"), cause);
  }

  @Override
  public void close() {
    clients.close();
  }
}
