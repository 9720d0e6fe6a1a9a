package dev.levee.sync.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.MultipartUpload;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.StoreException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Uploads in parts. */
interface UploadContract extends StoreUnderTest {
  int PART = 5 << 20;
  int COMPLETERS = 8;

  @Test
  default void partsSentInAnyOrderBecomeOneObject() {
    byte[] bytes = StoreUnderTest.bytes(11, 2 * PART + 12_345);
    MultipartUpload upload = store().beginUpload(at("large"), Map.of("origin", "parts"));

    upload.uploadPart(3, ObjectBody.of(Arrays.copyOfRange(bytes, 2 * PART, bytes.length)));
    upload.uploadPart(1, ObjectBody.of(new byte[PART]));
    upload.uploadPart(2, ObjectBody.of(Arrays.copyOfRange(bytes, PART, 2 * PART)));
    upload.uploadPart(1, ObjectBody.of(bytes, PART));
    assertThat(store().head(at("large"))).isEmpty();
    assertThat(keys(ListRequest.everythingBelow(root()))).isEmpty();
    ContractAssertions.isCreated(upload.complete());

    assertThat(read(at("large"))).isEqualTo(bytes);
    assertThat(store().head(at("large")).orElseThrow().metadata())
        .isEqualTo(keepsMetadata() ? Map.of("origin", "parts") : Map.of());
    assertThat(keys(ListRequest.everythingBelow(root()))).containsExactly("large");
  }

  @Test
  default void theEtagOfAnUploadIsTheObjects() {
    MultipartUpload upload = store().beginUpload(at("object"), Map.of());
    upload.uploadPart(1, ObjectBody.of(new byte[] {1, 2, 3}));

    CreateOutcome outcome = upload.complete();

    ContractAssertions.isCreated(outcome);
    assertThat(((CreateOutcome.Created) outcome).etag())
        .isEqualTo(store().head(at("object")).orElseThrow().etag());
  }

  @Test
  default void partsAreCopiedFromAKnownState() {
    byte[] bytes = StoreUnderTest.bytes(12, PART + 1_000_000);
    String etag = create(at("source+1 %"), bytes);
    MultipartUpload upload = store().beginUpload(at("copy"), Map.of());

    upload.copyPart(1, at("source+1 %"), etag, new ByteRange(0, PART));
    upload.copyPart(2, at("source+1 %"), etag, new ByteRange(PART, 1_000_000));
    ContractAssertions.isCreated(upload.complete());

    assertThat(read(at("copy"))).isEqualTo(bytes);
  }

  @Test
  default void partsOfAnotherStateAreNotCopied() {
    String before = create(at("source"), StoreUnderTest.bytes(13, 1000));
    store().overwrite(NewObject.of(at("source"), StoreUnderTest.bytes(14, 1000)));
    MultipartUpload upload = store().beginUpload(at("copy"), Map.of());

    assertThatThrownBy(() -> upload.copyPart(1, at("source"), before, new ByteRange(0, 10)))
        .isInstanceOfSatisfying(StoreException.class, ContractAssertions::isChanged);
    assertThatThrownBy(() -> upload.copyPart(1, at("missing"), before, new ByteRange(0, 10)))
        .isInstanceOfSatisfying(StoreException.class, ContractAssertions::isNotFound);
    upload.abort();
  }

  @Test
  default void anAbortedUploadLeavesNothing() {
    MultipartUpload upload = store().beginUpload(at("dir/aborted"), Map.of());
    upload.uploadPart(1, ObjectBody.of(new byte[1000]));

    upload.abort();
    upload.abort();

    assertThat(store().head(at("dir/aborted"))).isEmpty();
    assertThat(keys(ListRequest.everythingBelow(root()))).isEmpty();
    assertThat(store().list(ListRequest.oneLevelBelow(root())).prefixes()).isEmpty();
  }

  @Test
  default void ofManyUploadsOfOneNameExactlyOneWinsWhereTheStoreMindsIt()
      throws InterruptedException, ExecutionException {
    for (int round = 0; round < 5; round++) {
      Location target = at("contended-" + round);
      List<CreateOutcome> outcomes =
          Race.run(
              COMPLETERS,
              completer -> {
                MultipartUpload upload = store().beginUpload(target, Map.of());
                upload.uploadPart(1, ObjectBody.of(StoreUnderTest.bytes(completer, 50_000)));
                return upload.complete();
              });

      long winners = outcomes.stream().filter(o -> o instanceof CreateOutcome.Created).count();
      assertThat(winners).as("%s", outcomes).isPositive();
      if (completesExclusively()) {
        assertThat(winners).as("%s", outcomes).isOne();
      }
      assertThat(read(target)).hasSize(50_000);
    }
  }
}
