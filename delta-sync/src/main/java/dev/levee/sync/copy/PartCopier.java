package dev.levee.sync.copy;

import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Copies a large object in parts: ranged GETs of one state of the source, each buffered whole, so
 * that its upload can be checked by the server (MD5) and repeated. Nothing is visible before the
 * last part has arrived.
 */
final class PartCopier {
  /** The largest part that a server-side copy takes (S3 API, UploadPartCopy). */
  private static final int MAX_COPY_PART_BYTES = 1 << 30;

  private final ObjectStore source;
  private final ObjectStore target;
  private final CopySettings settings;
  private final ReadCheck readCheck;

  PartCopier(ObjectStore source, ObjectStore target, CopySettings settings) {
    this.source = source;
    this.target = target;
    this.settings = settings;
    this.readCheck = new ReadCheck(source);
  }

  /** How an upload ended, with what it was of. */
  record Uploaded(RequiredObject object, ObjectAttributes attributes, CreateOutcome outcome) {}

  CompletableFuture<Uploaded> upload(
      RequiredObject object, ObjectAttributes attributes, PartRunner runner) {
    OrderedDigest digest = new OrderedDigest();
    boolean comparable = readCheck.isPossible(attributes);
    Transfer transfer =
        new Transfer(
            object,
            attributes,
            comparable
                ? () -> readCheck.check(object.source(), attributes, digest.hex())
                : () -> {},
            digest::abandon);
    return transfer.run(
        settings.partBytesFor(attributes.size()),
        (number, range) -> {
          byte[] bytes = source.readRange(object.source(), range, attributes.etag());
          if (bytes.length != range.length()) {
            throw new StoreException(
                Kind.TRANSIENT,
                "%s: asked for %d bytes at %d and got %d"
                    .formatted(object.source(), range.length(), range.offset(), bytes.length));
          }
          transfer.upload.uploadPart(number, ObjectBody.of(bytes));
          if (comparable) {
            digest.add(number, bytes);
          }
        },
        runner);
  }

  CompletableFuture<Uploaded> copyWithin(
      RequiredObject object, ObjectAttributes attributes, PartRunner runner) {
    Transfer transfer = new Transfer(object, attributes, () -> {}, () -> {});
    int partBytes = Math.max(settings.partBytesFor(attributes.size()), MAX_COPY_PART_BYTES);
    return transfer.run(
        partBytes,
        (number, range) ->
            transfer.upload.copyPart(number, object.source(), attributes.etag(), range),
        runner);
  }

  @FunctionalInterface
  private interface Part {
    void copy(int number, ByteRange range);
  }

  /** One upload under way. Whichever part ends last completes it, or gives it up. */
  private final class Transfer {
    private final RequiredObject object;
    private final ObjectAttributes attributes;
    private final Runnable check;
    private final Runnable failed;
    private final MultipartUpload upload;
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CompletableFuture<Uploaded> done = new CompletableFuture<>();

    /**
     * Begins an upload.
     *
     * @param check throws when what was read is not what the source holds; before it is completed
     * @param failed is told of each part that fails
     */
    Transfer(RequiredObject object, ObjectAttributes attributes, Runnable check, Runnable failed) {
      this.object = object;
      this.attributes = attributes;
      this.check = check;
      this.failed = failed;
      this.upload = target.beginUpload(object.target(), FileCopier.provenance(attributes));
    }

    CompletableFuture<Uploaded> run(int partBytes, Part part, PartRunner runner) {
      int count = Math.toIntExact((attributes.size() + partBytes - 1) / partBytes);
      left.set(count);
      for (int i = 0; i < count; i++) {
        long offset = (long) i * partBytes;
        int length = (int) Math.min(partBytes, attributes.size() - offset);
        int number = i + 1;
        try {
          runner.run(() -> runPart(part, number, new ByteRange(offset, length)));
        } catch (RuntimeException e) {
          failure.compareAndSet(null, e);
          failed.run();
          partEnded();
        }
      }
      return done;
    }

    private void runPart(Part part, int number, ByteRange range) {
      if (failure.get() == null) {
        try {
          part.copy(number, range);
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
          failed.run();
        }
      }
      partEnded();
    }

    private void partEnded() {
      if (left.decrementAndGet() > 0) {
        return;
      }
      if (failure.get() != null) {
        upload.abort();
        done.completeExceptionally(failure.get());
        return;
      }
      try {
        check.run();
        CreateOutcome outcome = upload.complete();
        if (!(outcome instanceof CreateOutcome.Created)) {
          upload.abort();
        }
        done.complete(new Uploaded(object, attributes, outcome));
      } catch (RuntimeException | Error e) {
        upload.abort();
        done.completeExceptionally(e);
      }
    }
  }
}
