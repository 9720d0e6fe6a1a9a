package dev.levee.sync.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalObjectStoreTest {
  @TempDir private Path directory;
  private final LocalObjectStore store = new LocalObjectStore();

  private Location at(String key) {
    return Location.parse("file://" + directory + "/" + key);
  }

  private static NewObject object(Location location) {
    return NewObject.of(location, new byte[] {1, 2, 3});
  }

  private List<String> listed() {
    ListPage page = store.list(ListRequest.everythingBelow(at("")));
    return page.objects().stream()
        .map(entry -> entry.location().relativeTo(at("")).orElseThrow())
        .toList();
  }

  @Test
  void onlyRegularFilesAreListed() throws IOException {
    Files.writeString(directory.resolve("file"), "x");
    Files.createDirectories(directory.resolve("empty/below"));
    Files.createSymbolicLink(directory.resolve("link"), directory.resolve("file"));
    Files.createSymbolicLink(directory.resolve("loop"), directory);
    Files.writeString(directory.resolve(".levee-1-1.tmp"), "left behind");

    assertThat(listed()).containsExactly("file");
    assertThat(store.list(ListRequest.oneLevelBelow(at(""))).prefixes()).isEmpty();
    assertThat(store.head(at("link"))).isEmpty();
    assertThat(store.open(at("link"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a//b", "a/../b", "./a", "a/", "..", ".levee-1-1.tmp", "dir/.levee-x.tmp/b"})
  void aNameThatMeansSomethingElseToAFileSystemIsRefused(String key) {
    assertInvalid(key, at(key));
  }

  @Test
  void aNameThatIsTooLongIsRefused() {
    assertInvalid("File name too long", at("x".repeat(300)));
    assertInvalid("nul", at("nul\0"));
  }

  @Test
  void aFileIsNoDirectoryAndADirectoryNoFile() {
    assertThat(store.createExclusive(object(at("a")))).isInstanceOf(CreateOutcome.Created.class);
    assertInvalid("a/b", at("a/b"));
    assertThat(store.createExclusive(object(at("d/e")))).isInstanceOf(CreateOutcome.Created.class);
    assertInvalid("/d", at("d"));
    assertThat(store.head(at("d"))).isEmpty();
    assertThat(listed()).containsExactly("a", "d/e");
  }

  private void assertInvalid(String text, Location location) {
    assertThatThrownBy(() -> store.createExclusive(object(location)))
        .hasMessageContaining(text.equals("nul") ? "Nul" : text)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.INVALID));
  }

  @Test
  void nothingTemporaryStaysBehind() throws IOException {
    assertThat(store.createExclusive(object(at("a")))).isInstanceOf(CreateOutcome.Created.class);
    assertThat(store.createExclusive(object(at("a")))).isInstanceOf(CreateOutcome.Exists.class);
    store.overwrite(object(at("b")));
    MultipartUpload upload = store.beginUpload(at("c"), Map.of());
    upload.uploadPart(1, ObjectBody.of(new byte[10]));
    upload.uploadPart(1, ObjectBody.of(new byte[20]));
    assertThat(upload.complete()).isInstanceOf(CreateOutcome.Created.class);
    MultipartUpload aborted = store.beginUpload(at("d"), Map.of());
    aborted.uploadPart(1, ObjectBody.of(new byte[10]));
    aborted.abort();

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("a", "b", "c");
    }
    assertThat(directory.resolve("c")).hasSize(20);
  }

  @Test
  void aReadOnlySourceIsCopied() throws IOException {
    Path source = Files.write(directory.resolve("source"), new byte[] {1, 2});
    Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("r--r--r--"));
    String etag = store.head(at("source")).orElseThrow().etag();

    assertThat(store.copyWithin(at("source"), etag, at("copy"), Map.of())).isNotEqualTo(etag);

    assertThat(directory.resolve("copy")).hasBinaryContent(new byte[] {1, 2});
  }

  @Test
  void aFileChangedInPlaceHasAnotherState() throws IOException {
    Path file = Files.write(directory.resolve("file"), new byte[] {1, 2});
    String before = store.head(at("file")).orElseThrow().etag();
    Files.write(file, new byte[] {3, 4, 5});

    assertThat(store.head(at("file")).orElseThrow().etag()).isNotEqualTo(before);
  }

  @Test
  void withoutHardLinksOneOfManyCreatorsWinsToo() throws InterruptedException, ExecutionException {
    LocalObjectStore withoutLinks = new LocalObjectStore(10, new LockedPublication());
    ExecutorService threads = Executors.newFixedThreadPool(32);
    try {
      for (int round = 0; round < 20; round++) {
        Location target = at("dir/" + round);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<CreateOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
          outcomes.add(
              threads.submit(
                  () -> {
                    start.await();
                    return withoutLinks.createExclusive(object(target));
                  }));
        }
        start.countDown();
        int created = 0;
        for (Future<CreateOutcome> outcome : outcomes) {
          created += outcome.get() instanceof CreateOutcome.Created ? 1 : 0;
        }
        assertThat(created).isOne();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(listed()).hasSize(20).noneMatch(key -> key.contains("levee"));
  }
}
