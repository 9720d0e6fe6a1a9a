package dev.levee.sync.log.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.defaults.engine.fileio.PositionOutputStream;
import io.delta.kernel.utils.CloseableIterator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.Optional;

/** An object that is gathered in memory and written in one request. */
final class StoredOutputFile implements OutputFile {
  private final ObjectStore store;
  private final String path;

  StoredOutputFile(ObjectStore store, String path) {
    this.store = store;
    this.path = path;
  }

  @Override
  public String path() {
    return path;
  }

  /** A stream whose object appears whole when it is closed, if the name is free then. */
  @Override
  public PositionOutputStream create(boolean putAtomically) {
    return new Gathering();
  }

  @Override
  public void writeAtomically(CloseableIterator<String> lines, boolean overwrite)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (lines) {
      while (lines.hasNext()) {
        bytes.writeBytes(lines.next().getBytes(UTF_8));
        bytes.write('\n');
      }
    }
    write(bytes.toByteArray(), overwrite);
  }

  void write(byte[] bytes, boolean overwrite) throws IOException {
    NewObject object = NewObject.of(Location.parse(path), bytes);
    if (overwrite) {
      store.overwrite(object);
      return;
    }
    CreateOutcome outcome = store.createExclusive(object);
    if (!outcome.match(created -> true, exists -> false, unknown -> isThere(bytes, unknown))) {
      throw new FileAlreadyExistsException(path);
    }
  }

  /** Settles a creation without an answer: whether the object is there, and is this one. */
  private boolean isThere(byte[] bytes, CreateOutcome.Unknown unknown) {
    Optional<ObjectContent> content = store.open(Location.parse(path));
    if (content.isEmpty()) {
      throw unknown.cause();
    }
    return Arrays.equals(content.get().readAll(), bytes);
  }

  private final class Gathering extends PositionOutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean closed;

    @Override
    public long getPos() {
      return bytes.size();
    }

    @Override
    public void write(int b) {
      bytes.write(b);
    }

    @Override
    public void write(byte[] source, int from, int length) {
      bytes.write(source, from, length);
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        StoredOutputFile.this.write(bytes.toByteArray(), false);
      }
    }
  }
}
