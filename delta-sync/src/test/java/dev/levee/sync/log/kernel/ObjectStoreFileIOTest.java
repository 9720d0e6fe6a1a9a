package dev.levee.sync.log.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.testing.HeldObjects;
import io.delta.kernel.defaults.engine.fileio.PositionOutputStream;
import io.delta.kernel.defaults.engine.fileio.SeekableInputStream;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ObjectStoreFileIOTest {
  private static final String FOLDER = "memory://lake/t 1/100%/_delta_log/";

  private final HeldObjects store = new HeldObjects();
  private final ObjectStoreFileIO files = new ObjectStoreFileIO(store);

  private void put(String name, byte[] bytes) {
    store.put(Location.parse(FOLDER + name), bytes);
  }

  private List<String> listed(String path) throws IOException {
    List<String> names = new ArrayList<>();
    try (CloseableIterator<FileStatus> listing = files.listFrom(path)) {
      while (listing.hasNext()) {
        names.add(listing.next().getPath().substring(FOLDER.length()));
      }
    }
    return names;
  }

  private String text(String name) {
    return new String(store.open(Location.parse(FOLDER + name)).orElseThrow().readAll(), UTF_8);
  }

  @Test
  void aListingBeginsWithThePathItself() throws Exception {
    for (String name :
        List.of("", "1.json", "10.json", "2.json", "20.crc", "_last", "sub/3.json")) {
      put(name, new byte[1]);
    }
    assertThat(listed(FOLDER + "10.json")).containsExactly("10.json", "2.json", "20.crc", "_last");
    assertThat(listed(FOLDER + "2")).containsExactly("2.json", "20.crc", "_last");
    assertThat(listed(FOLDER)).containsExactly("1.json", "10.json", "2.json", "20.crc", "_last");
    assertThat(listed(FOLDER + "z")).isEmpty();
    assertThatThrownBy(() -> files.listFrom("memory://lake/none/_delta_log/0"))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void theStatusOfAFileIsItsObjects() throws Exception {
    put("a", new byte[5]);
    assertThat(files.getFileStatus(FOLDER + "a").getSize()).isEqualTo(5);
    assertThatThrownBy(() -> files.getFileStatus(FOLDER + "b"))
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> files.newInputFile(FOLDER + "b", 5).newStream())
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void anyRangeOfALargeFileIsRead() throws Exception {
    byte[] bytes = new byte[(9 << 20) + 17];
    new Random(7).nextBytes(bytes);
    put("large", bytes);
    Random random = new Random(8);
    try (SeekableInputStream stream = files.newInputFile(FOLDER + "large", -1).newStream()) {
      for (int i = 0; i < 200; i++) {
        int from = random.nextInt(bytes.length);
        byte[] part = new byte[Math.min(random.nextInt(6 << 20), bytes.length - from)];
        stream.seek(from);
        stream.readFully(part, 0, part.length);
        assertThat(stream.getPos()).isEqualTo(from + part.length);
        assertThat(part).isEqualTo(Arrays.copyOfRange(bytes, from, from + part.length));
      }
      stream.seek(bytes.length);
      assertThat(stream.read()).isEqualTo(-1);
      assertThatThrownBy(() -> stream.readFully(new byte[1], 0, 1))
          .isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> stream.seek(bytes.length + 1L)).isInstanceOf(EOFException.class);
    }
  }

  private void write(String name, String line, boolean overwrite) throws IOException {
    files
        .newOutputFile(FOLDER + name)
        .writeAtomically(Utils.singletonCloseableIterator(line), overwrite);
  }

  @Test
  void aCommitIsCreatedExclusively() throws Exception {
    write("1.json", "first", false);
    assertThatThrownBy(() -> write("1.json", "second", false))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(text("1.json")).isEqualTo("first\n");
    write("1.json", "third", true);
    assertThat(text("1.json")).isEqualTo("third\n");
  }

  @Test
  void aFileAppearsWhenItsStreamIsClosed() throws Exception {
    try (PositionOutputStream stream = files.newOutputFile(FOLDER + "c").create(true)) {
      stream.write("abc".getBytes(UTF_8));
      stream.write('d');
      assertThat(stream.getPos()).isEqualTo(4);
      assertThat(store.head(Location.parse(FOLDER + "c"))).isEmpty();
    }
    assertThat(text("c")).isEqualTo("abcd");
    files.copyFileAtomically(FOLDER + "c", FOLDER + "d", false);
    assertThat(text("d")).isEqualTo("abcd");
    assertThat(files.delete(FOLDER + "d")).isTrue();
    assertThatThrownBy(() -> files.copyFileAtomically(FOLDER + "d", FOLDER + "e", false))
        .isInstanceOf(FileNotFoundException.class);
  }

  private static final class NoAnswer extends HeldObjects {
    private final boolean written;

    NoAnswer(boolean written) {
      this.written = written;
    }

    @Override
    public CreateOutcome createExclusive(NewObject object) {
      if (written) {
        super.createExclusive(object);
      }
      return new CreateOutcome.Unknown(
          new StoreException(StoreException.Kind.TRANSIENT, "no answer"));
    }
  }

  @Test
  void aCreationWithoutAnswerIsSettledByReadingBack() throws Exception {
    NoAnswer written = new NoAnswer(true);
    ObjectStoreFileIO io = new ObjectStoreFileIO(written);
    io.newOutputFile(FOLDER + "1.json")
        .writeAtomically(Utils.singletonCloseableIterator("mine"), false);
    assertThatThrownBy(
            () ->
                io.newOutputFile(FOLDER + "1.json")
                    .writeAtomically(Utils.singletonCloseableIterator("other"), false))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(
            () ->
                new ObjectStoreFileIO(new NoAnswer(false))
                    .newOutputFile(FOLDER + "1.json")
                    .writeAtomically(Utils.singletonCloseableIterator("lost"), false))
        .isInstanceOf(StoreException.class)
        .hasMessage("no answer");
  }
}
