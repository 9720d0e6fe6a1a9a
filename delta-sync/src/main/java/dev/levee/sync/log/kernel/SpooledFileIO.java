package dev.levee.sync.log.kernel;

import dev.levee.sync.store.Digests;
import dev.levee.sync.store.ObjectBody;
import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.defaults.engine.fileio.PositionOutputStream;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Takes the one file that Kernel writes through it into a temporary file; reads as another does.
 */
final class SpooledFileIO implements FileIO, AutoCloseable {
  private final FileIO reading;
  private final Path file;
  private final MessageDigest md5 = Digests.md5();
  private boolean taken;

  SpooledFileIO(FileIO reading) throws IOException {
    this.reading = reading;
    this.file = Files.createTempFile("levee-checkpoint", ".parquet");
  }

  /** The file, which is the caller's from now on. */
  Path take() {
    taken = true;
    return file;
  }

  /** Its bytes, once it has been written. */
  ObjectBody body(Path written) throws IOException {
    return ObjectBody.of(written, Files.size(written), HexFormat.of().formatHex(md5.digest()));
  }

  @Override
  public void close() throws IOException {
    if (!taken) {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public OutputFile newOutputFile(String path) {
    return new Spool(path);
  }

  @Override
  public FileStatus getFileStatus(String path) throws IOException {
    return FileStatus.of(path, Files.size(file), 0);
  }

  @Override
  public CloseableIterator<FileStatus> listFrom(String path) throws IOException {
    return reading.listFrom(path);
  }

  @Override
  public String resolvePath(String path) throws IOException {
    return reading.resolvePath(path);
  }

  @Override
  public boolean mkdirs(String path) {
    return true;
  }

  @Override
  public InputFile newInputFile(String path, long fileSize) {
    return reading.newInputFile(path, fileSize);
  }

  @Override
  public boolean delete(String path) {
    throw new UnsupportedOperationException("a checkpoint is only written");
  }

  @Override
  public Optional<String> getConf(String key) {
    return reading.getConf(key);
  }

  @Override
  public void copyFileAtomically(String source, String target, boolean overwrite) {
    throw new UnsupportedOperationException("a checkpoint is only written");
  }

  private final class Spool implements OutputFile {
    private final String path;

    Spool(String path) {
      this.path = path;
    }

    @Override
    public String path() {
      return path;
    }

    @Override
    public PositionOutputStream create(boolean putAtomically) throws IOException {
      OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file));
      return new Counting(new DigestOutputStream(bytes, md5));
    }

    @Override
    public void writeAtomically(CloseableIterator<String> lines, boolean overwrite) {
      throw new UnsupportedOperationException("a checkpoint is Parquet");
    }
  }

  private static final class Counting extends PositionOutputStream {
    private final OutputStream bytes;
    private long position;

    Counting(OutputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int b) throws IOException {
      bytes.write(b);
      position++;
    }

    @Override
    public void write(byte[] source, int from, int length) throws IOException {
      bytes.write(source, from, length);
      position += length;
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }
}
