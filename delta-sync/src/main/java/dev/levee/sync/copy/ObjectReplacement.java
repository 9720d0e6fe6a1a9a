package dev.levee.sync.copy;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.SourceNote;

/**
 * Copies one state of an object over an older copy of it. Whoever calls has made sure that what is
 * there is one. Readers see the old copy or the new one, whole.
 */
public final class ObjectReplacement {
  private final ObjectStore source;
  private final ObjectStore target;
  private final CopySettings settings;

  /** Copies between these two stores. */
  public ObjectReplacement(ObjectStore source, ObjectStore target, CopySettings settings) {
    this.source = source;
    this.target = target;
    this.settings = settings;
  }

  /**
   * Replaces the copy.
   *
   * @param wanted the state of the source
   * @throws dev.levee.sync.store.StoreException of kind {@code CHANGED} or {@code NOT_FOUND} when
   *     the source is no longer in that state
   */
  public void replace(Location from, ObjectAttributes wanted, Location to) {
    boolean within = source.traits().copiesServerSideTo(target.traits());
    if (within && wanted.size() <= target.traits().maxCopyBytes()) {
      String unused = target.copyWithin(from, wanted.etag(), to, SourceNote.of(wanted));
    } else if (wanted.size() <= settings.partBytes()) {
      byte[] bytes =
          wanted.size() == 0
              ? new byte[0]
              : source.readRange(from, range(0, wanted.size()), wanted.etag());
      target.overwrite(new NewObject(to, ObjectBody.of(bytes), SourceNote.of(wanted)));
    } else {
      inParts(from, wanted, to);
    }
  }

  /** One part after the other, so that one is in memory at a time. */
  private void inParts(Location from, ObjectAttributes wanted, Location to) {
    int partBytes = settings.partBytesFor(wanted.size());
    MultipartUpload upload = target.beginUpload(to, SourceNote.of(wanted));
    try {
      int number = 1;
      for (long offset = 0; offset < wanted.size(); offset += partBytes) {
        ByteRange range = range(offset, Math.min(partBytes, wanted.size() - offset));
        upload.uploadPart(number++, ObjectBody.of(source.readRange(from, range, wanted.etag())));
      }
      upload.replace();
    } catch (RuntimeException | Error e) {
      upload.abort();
      throw e;
    }
  }

  private static ByteRange range(long offset, long length) {
    return new ByteRange(offset, Math.toIntExact(length));
  }
}
