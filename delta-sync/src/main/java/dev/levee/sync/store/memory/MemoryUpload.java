package dev.levee.sync.store.memory;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.Digests;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.ObjectBody;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** An upload in parts, whose ETag is made as S3 makes it: the MD5 of the parts' MD5s. */
final class MemoryUpload implements MultipartUpload {
  private final MemoryObjectStore store;
  private final Location target;
  private final Map<String, String> metadata;
  private final ConcurrentNavigableMap<Integer, byte[]> parts = new ConcurrentSkipListMap<>();

  MemoryUpload(MemoryObjectStore store, Location target, Map<String, String> metadata) {
    this.store = store;
    this.target = target;
    this.metadata = metadata;
  }

  @Override
  public void uploadPart(int number, ObjectBody body) {
    parts.put(number, MemoryObjectStore.bytesOf(body));
  }

  @Override
  public void copyPart(int number, Location source, String etag, ByteRange range) {
    parts.put(number, store.inState(source, etag).read(range));
  }

  @Override
  public CreateOutcome complete() {
    return store.createExclusive(target, joined());
  }

  @Override
  public void replace() {
    store.put(target, joined());
  }

  private MemoryObject joined() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    MessageDigest digests = Digests.md5();
    for (byte[] part : parts.values()) {
      whole.writeBytes(part);
      digests.update(Digests.md5().digest(part));
    }
    String etag = HexFormat.of().formatHex(digests.digest()) + "-" + parts.size();
    return store.objectOf(whole.toByteArray(), etag, metadata);
  }

  @Override
  public void abort() {
    parts.clear();
  }
}
