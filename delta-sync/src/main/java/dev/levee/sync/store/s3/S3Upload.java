package dev.levee.sync.store.s3;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.StoreException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** A multipart upload that the store has begun. */
final class S3Upload implements MultipartUpload {
  private static final Logger LOG = LoggerFactory.getLogger(S3Upload.class);

  private final S3Clients clients;
  private final DirectPath direct;
  private final Location target;
  private final String uploadId;
  private final ConcurrentNavigableMap<Integer, CompletedPart> parts =
      new ConcurrentSkipListMap<>();

  S3Upload(S3Clients clients, DirectPath direct, Location target, String uploadId) {
    this.clients = clients;
    this.direct = direct;
    this.target = target;
    this.uploadId = uploadId;
  }

  @Override
  public void uploadPart(int number, ObjectBody body) {
    SortedMap<String, String> part = new TreeMap<>();
    part.put("partNumber", Integer.toString(number));
    part.put("uploadId", uploadId);
    keep(number, direct.uploadPart(target, part, body, () -> uploadBySdk(number, body)));
  }

  private String uploadBySdk(int number, ObjectBody body) {
    UploadPartRequest request =
        UploadPartRequest.builder()
            .bucket(target.bucket())
            .key(target.key())
            .uploadId(uploadId)
            .partNumber(number)
            .contentMD5(S3Bodies.contentMd5(body))
            .build();
    return SdkRequests.calling(
        "PUT a part of",
        target,
        () -> clients.repeating().uploadPart(request, S3Bodies.of(body)).eTag());
  }

  @Override
  public void copyPart(int number, Location source, String etag, ByteRange range) {
    UploadPartCopyRequest request =
        UploadPartCopyRequest.builder()
            .sourceBucket(source.bucket())
            .sourceKey(source.key())
            .copySourceIfMatch(ETags.quoted(etag))
            .copySourceRange("bytes=" + range.offset() + "-" + range.last())
            .destinationBucket(target.bucket())
            .destinationKey(target.key())
            .uploadId(uploadId)
            .partNumber(number)
            .build();
    CopyPartResult copied =
        SdkRequests.calling(
            "copy a part of " + target + " from",
            source,
            () -> clients.repeating().uploadPartCopy(request).copyPartResult());
    keep(number, copied == null ? null : copied.eTag());
  }

  /** Some stores (Ceph 16) answer a copied part without an ETag, and then cannot complete it. */
  private void keep(int number, String etag) {
    if (etag == null || etag.isEmpty()) {
      throw new StoreException(
          StoreException.Kind.UNSUPPORTED, "the store gave part " + number + " no ETag");
    }
    parts.put(number, CompletedPart.builder().partNumber(number).eTag(etag).build());
  }

  /**
   * Sent once, so that {@code Exists} is true: a store that had lost its first answer would say so
   * to a repetition too.
   */
  @Override
  public CreateOutcome complete() {
    CompleteMultipartUploadRequest request = completion().ifNoneMatch("*").build();
    return SdkRequests.creating(
        "complete the upload of",
        target,
        () -> clients.once().completeMultipartUpload(request).eTag());
  }

  @Override
  public void replace() {
    CompleteMultipartUploadRequest request = completion().build();
    String unused =
        SdkRequests.calling(
            "complete the upload of",
            target,
            () -> clients.once().completeMultipartUpload(request).eTag());
  }

  private CompleteMultipartUploadRequest.Builder completion() {
    return CompleteMultipartUploadRequest.builder()
        .bucket(target.bucket())
        .key(target.key())
        .uploadId(uploadId)
        .multipartUpload(upload -> upload.parts(parts.values()));
  }

  @Override
  public void abort() {
    AbortMultipartUploadRequest request =
        AbortMultipartUploadRequest.builder()
            .bucket(target.bucket())
            .key(target.key())
            .uploadId(uploadId)
            .build();
    try {
      clients.repeating().abortMultipartUpload(request);
    } catch (NoSuchUploadException e) {
      LOG.debug("The upload of {} is over already", target);
    } catch (SdkException e) {
      LOG.warn("The parts of {} stay behind until the store drops them", target, e);
    }
  }
}
