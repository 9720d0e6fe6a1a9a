package dev.levee.bench.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.memory.MemoryObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every call of a store is one request, and is told apart by what it is about and how it ended. */
class CountingStoreTest {
  private static final Location TABLE = Location.parse("memory://bucket/bench/data/table/");
  private static final Location COMMIT = TABLE.resolve("_delta_log/00000000000000000000.json");
  private static final Location FILE = TABLE.resolve("part-0.parquet");

  private final Time time = new SystemTime();
  private final List<Request> requests = new ArrayList<>();
  private final WithdrawableStore withdrawable =
      new WithdrawableStore(new MemoryObjectStore("bucket", time));
  private final CountingStore store =
      new CountingStore(withdrawable, Side.SECONDARY, "bench/control/", time, requests::add);

  private String last() {
    Request last = requests.get(requests.size() - 1);
    return last.object() + " " + last.kind() + " " + last.answer();
  }

  @Test
  void readingIsCounted() {
    ListPage page = store.list(ListRequest.everythingBelow(TABLE.resolve("_delta_log/")));
    assertThat(page.objects()).isEmpty();
    assertThat(last()).isEqualTo("LOG LIST DONE");
    assertThat(store.list(ListRequest.oneLevelBelow(TABLE)).prefixes()).isEmpty();
    assertThat(last()).isEqualTo("FOLDER LIST DONE");
    assertThat(store.head(FILE)).isEmpty();
    assertThat(last()).isEqualTo("DATA HEAD ABSENT");
    Optional<ObjectContent> content = store.open(COMMIT);
    assertThat(content).isEmpty();
    assertThat(last()).isEqualTo("LOG GET ABSENT");
    assertThatThrownBy(() -> store.readRange(FILE, new ByteRange(0, 1), "etag"))
        .isInstanceOf(StoreException.class);
    assertThat(last()).isEqualTo("DATA GET ABSENT");
    assertThat(requests).hasSize(5).noneMatch(Request::isPublication);
  }

  @Test
  void writingIsCounted() {
    NewObject commit = NewObject.of(COMMIT, new byte[] {1});
    assertThat(store.createExclusive(commit)).isNotNull();
    assertThat(last()).isEqualTo("LOG PUT DONE");
    assertThat(requests.get(0).isPublication()).isTrue();
    assertThat(store.createExclusive(commit)).isNotNull();
    assertThat(last()).isEqualTo("LOG PUT TAKEN");
    assertThat(requests.get(1).isPublication()).isFalse();
    store.overwrite(NewObject.of(Location.parse("memory://bucket/bench/control/x"), new byte[1]));
    assertThat(last()).isEqualTo("CONTROL PUT DONE");
    MultipartUpload upload = store.beginUpload(FILE, Map.of());
    upload.uploadPart(1, ObjectBody.of(new byte[1]));
    assertThat(upload.complete()).isNotNull();
    assertThat(requests.subList(3, 6))
        .extracting(Request::kind)
        .containsExactly(RequestKind.UPLOAD, RequestKind.PART, RequestKind.COMPLETE);
    store.delete(FILE);
    assertThat(last()).isEqualTo("DATA DELETE DONE");
    assertThat(Requests.of(requests).number(RequestSort::isDataCopy)).isEqualTo(1);
  }

  @Test
  void aStoreThatIsTakenAwayFailsEveryRequest() {
    withdrawable.withdraw();
    assertThatThrownBy(() -> store.head(FILE)).isInstanceOf(StoreException.class);
    assertThat(last()).isEqualTo("DATA HEAD FAILED");
    assertThat(store.createExclusive(NewObject.of(COMMIT, new byte[1]))).isNotNull();
    assertThat(last()).isEqualTo("LOG PUT FAILED");
  }

  @Test
  void whatCameSinceIsTheDifference() {
    assertThat(store.head(FILE)).isEmpty();
    Requests before = Requests.of(requests);
    assertThat(store.head(FILE)).isEmpty();
    assertThat(store.head(COMMIT)).isEmpty();
    Requests since = Requests.of(requests).since(before);
    assertThat(since.number(any -> true)).isEqualTo(2);
    assertThat(since.text("TABLE", 4)).contains("secondary", "HEAD", "absent", "0.250");
  }
}
