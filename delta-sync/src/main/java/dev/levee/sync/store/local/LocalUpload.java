package dev.levee.sync.store.local;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.ObjectBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** An upload in parts: each is a temporary file, and completing joins them into one. */
final class LocalUpload implements MultipartUpload {
  private final LocalObjectStore store;
  private final LocalWriter writer;
  private final Location target;
  private final ConcurrentNavigableMap<Integer, Path> parts = new ConcurrentSkipListMap<>();

  LocalUpload(LocalObjectStore store, LocalWriter writer, Location target) {
    this.store = store;
    this.writer = writer;
    this.target = target;
  }

  @Override
  public void uploadPart(int number, ObjectBody body) {
    write(number, output -> LocalWriter.copy(body, output));
  }

  @Override
  public void copyPart(int number, Location source, String etag, ByteRange range) {
    byte[] bytes = store.readRange(source, range, etag);
    write(
        number,
        output -> {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          while (buffer.hasRemaining()) {
            output.write(buffer);
          }
        });
  }

  private void write(int number, LocalWriter.Filling filling) {
    Path replaced = parts.put(number, writer.writePart(target, filling));
    if (replaced != null) {
      LocalWriter.dropTemporary(replaced);
    }
  }

  @Override
  public CreateOutcome complete() {
    CreateOutcome outcome = writer.create(target, this::join);
    if (!(outcome instanceof CreateOutcome.Unknown)) {
      abort();
    }
    return outcome;
  }

  @Override
  public void replace() {
    String unused = writer.replace(target, this::join);
    abort();
  }

  private void join(FileChannel output) throws IOException {
    for (Path part : parts.values()) {
      try (FileChannel input = FileChannel.open(part)) {
        LocalWriter.transfer(input, output);
      }
    }
  }

  @Override
  public void abort() {
    parts.values().forEach(LocalWriter::dropTemporary);
    parts.clear();
  }
}
