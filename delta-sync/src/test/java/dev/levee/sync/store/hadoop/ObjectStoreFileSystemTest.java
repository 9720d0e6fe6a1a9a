package dev.levee.sync.store.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.memory.MemoryObjectStore;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectStoreFileSystemTest {
  private static final Location ROOT = Location.parse("s3://bucket/root");

  private final ObjectStore store = new MemoryObjectStore("memory|test", new SystemTime());
  private final HadoopAccess access = new HadoopAccess(store);
  private FileSystem files;

  @BeforeEach
  void openFileSystem() throws IOException {
    files = path("").getFileSystem(access.configuration());
  }

  @AfterEach
  void takeBack() throws IOException {
    files.close();
    access.close();
  }

  private static Path path(String key) {
    return HadoopAccess.path(ROOT.resolve(key));
  }

  private void write(String key, boolean overwrite, String text) throws IOException {
    try (FSDataOutputStream output = files.create(path(key), overwrite)) {
      output.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private String read(String key) throws IOException {
    try (FSDataInputStream input = files.open(path(key))) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "two words",
        "a+b",
        "p=a%20b",
        "100%",
        "a:b",
        "#?&",
        "\u00e9\ud83d\ude80"
      })
  void keysAndPathsAreTheSame(String key) throws IOException {
    write(key, false, "text");

    assertThat(store.head(ROOT.resolve(key))).isPresent();
    assertThat(read(key)).isEqualTo("text");
    assertThat(HadoopAccess.location(files.listStatus(path(""))[0].getPath()))
        .isEqualTo(ROOT.resolve(key));
  }

  @Test
  void aFileAppearsWhenItIsClosedAndReplacesOnlyOnRequest() throws IOException {
    try (FSDataOutputStream output = files.create(path("file"), false)) {
      output.write(1);
      assertThat(store.head(ROOT.resolve("file"))).isEmpty();
    }
    assertThatThrownBy(() -> write("file", false, "second"))
        .isInstanceOf(FileAlreadyExistsException.class);
    write("file", true, "third");

    assertThat(read("file")).isEqualTo("third");
  }

  @Test
  void bytesAreReadFromAnyPosition() throws IOException {
    byte[] bytes = new byte[3_000_000];
    new SplittableRandom(1).nextBytes(bytes);
    store.overwrite(NewObject.of(ROOT.resolve("large"), bytes));
    SplittableRandom random = new SplittableRandom(2);

    try (FSDataInputStream input = files.open(path("large"))) {
      for (int i = 0; i < 100; i++) {
        int from = random.nextInt(bytes.length);
        int length = random.nextInt(Math.min(1_500_000, bytes.length - from) + 1);
        byte[] read = new byte[length];
        input.seek(from);
        input.readFully(read);
        assertThat(Arrays.equals(read, Arrays.copyOfRange(bytes, from, from + length))).isTrue();
        assertThat(input.getPos()).isEqualTo(from + length);
      }
      input.seek(bytes.length);
      assertThat(input.read()).isEqualTo(-1);
      assertThatThrownBy(() -> input.seek(bytes.length + 1L)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void aFileThatChangesWhileItIsReadFails() throws IOException {
    write("file", false, "first");
    try (FSDataInputStream input = files.open(path("file"))) {
      write("file", true, "other");

      assertThatThrownBy(input::read).isInstanceOf(IOException.class).hasMessageContaining("ETag");
    }
  }

  @Test
  void directoriesAreImplied() throws IOException {
    write("dir/a/1", false, "1");
    write("dir/2", false, "22");

    assertThat(files.getFileStatus(path("dir")).isDirectory()).isTrue();
    assertThat(files.getFileStatus(path("dir/2")).getLen()).isEqualTo(2);
    assertThat(files.listStatus(path("dir")))
        .extracting(status -> status.getPath().getName() + (status.isDirectory() ? "/" : ""))
        .containsExactlyInAnyOrder("2", "a/");
    assertThat(files.listStatus(path("dir/2")))
        .extracting(FileStatus::isFile)
        .containsExactly(true);
    assertThat(files.mkdirs(path("new"))).isTrue();
    assertThat(files.exists(path("new"))).isFalse();
    assertThatThrownBy(() -> files.listStatus(path("missing")))
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> files.open(path("missing"))).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void deletingADirectoryMustBeMeant() throws IOException {
    write("dir/1", false, "1");
    write("dir/a/2", false, "2");

    assertThatThrownBy(() -> files.delete(path("dir"), false)).hasMessageContaining("not empty");
    assertThat(files.delete(path("dir"), true)).isTrue();
    assertThat(files.delete(path("dir"), true)).isFalse();
    assertThat(files.exists(path("dir/1"))).isFalse();
  }

  @Test
  void aStoreThatWasTakenBackIsNotReached() {
    HadoopAccess ended = new HadoopAccess(store);
    ended.close();

    assertThatThrownBy(() -> path("").getFileSystem(ended.configuration()))
        .hasMessageContaining("no longer");
  }
}
