package dev.levee.sync.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.embedded.EmbeddedS3Server;
import dev.levee.sync.store.embedded.EmbeddedS3Server.Listener;
import dev.levee.sync.store.s3.ScriptedServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SDK's answer is the measure; what is not beyond doubt is left to the SDK. */
class DirectListingTest {
  private static final Location ROOT = Location.parse("s3://bucket/t/");
  private static final String PAGE = "<IsTruncated>false</IsTruncated>";
  private static final String REST =
      "<ETag>e</ETag><Size>1</Size>"
          + "<LastModified>2026-11-21T00:00:00.000Z</LastModified></Contents>";
  private static final String OBJECT = "<Contents><Key>t/b</Key>" + REST;

  @TempDir Path folder;

  @Test
  void aPageIsTheOneThatTheSdkReads() throws IOException {
    S3Credentials key = new S3Credentials.AccessKey("key", "secret");
    try (EmbeddedS3Server server =
        EmbeddedS3Server.inFolder(folder, Listener.loopback("key", "secret"))) {
      server.createBucket("bucket");
      S3StoreSettings settings = S3StoreSettings.server(server.endpoint(), "us-east-1", key);
      try (S3ObjectStore store = new S3ObjectStore(settings);
          S3Clients clients = new S3Clients(settings);
          DirectPath direct = new DirectPath(clients, settings, new SystemTime())) {
        List.of("a b", "a+b", "a%20b", "a&b<c>", "é/日本/😀", "_delta_log/0.json", "p=1/x", "p=1/y")
            .forEach(name -> store.overwrite(NewObject.of(ROOT.resolve(name), new byte[] {1})));
        for (ListRequest request :
            List.of(
                ListRequest.everythingBelow(ROOT),
                ListRequest.oneLevelBelow(ROOT),
                ListRequest.everythingBelow(Location.parse("s3://bucket/")),
                ListRequest.everythingBelow(ROOT.resolve("é/")),
                ListRequest.everythingBelow(ROOT.resolve("nothing/")),
                ListRequest.oneLevelBelow(ROOT).after("t/a+b"))) {
          ListPage page = direct.list(request, () -> unexpected(request));

          assertThat(page).isEqualTo(new SdkRequests(clients).list(request));
        }
      }
    }
  }

  private static ListPage unexpected(ListRequest request) {
    throw new AssertionError("left to the SDK: " + request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OBJECT,
        "<IsTruncated>maybe</IsTruncated>",
        "<IsTruncated>true</IsTruncated>",
        "<IsTruncated>true</IsTruncated><NextContinuationToken/>",
        PAGE + PAGE,
        PAGE + "<Contents><Key>t/b</Key></Contents>",
        PAGE + "<Contents><Key>u/b</Key>" + REST,
        PAGE + "<Contents><Key>t/a</Key>" + REST,
        PAGE + "<Contents><Key>%zz</Key>" + REST + "<EncodingType>url</EncodingType>",
        PAGE + "<CommonPrefixes><Prefix>t/c/</Prefix></CommonPrefixes>",
        PAGE + "<!-- short -->",
        PAGE + "<Name><![CDATA[bucket]]></Name>",
        PAGE + "<s3:Name>bucket</s3:Name>",
        PAGE + "<Name>bucket</name>",
        PAGE + "<Name>\r\n</Name>",
        PAGE + "<Name>\uFFFD</Name>",
        PAGE + "<Name xmlns='a>b'/>",
        PAGE + "text",
        PAGE + "<Contents",
        PAGE + "&entity;",
      })
  void whatIsUnusualIsLeftToTheSdk(String wrong) throws IOException {
    try (ScriptedServer server = new ScriptedServer(page(wrong), page(PAGE + OBJECT));
        S3ObjectStore store = server.store()) {
      ListPage page = store.list(ListRequest.everythingBelow(ROOT).after("t/a"));

      assertThat(page.objects())
          .extracting(object -> object.location().key())
          .containsExactly("t/b");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aDocumentTypeIsNotFollowed() throws IOException {
    Answer declared =
        Answer.of(
            200,
            "<!DOCTYPE x [<!ENTITY key SYSTEM 'file:///etc/hostname'>]>"
                + page(PAGE + OBJECT.replace("t/b", "t/&key;")).body());
    try (ScriptedServer server = new ScriptedServer(declared, page(PAGE + OBJECT));
        S3ObjectStore store = server.store()) {
      assertThat(store.list(ListRequest.everythingBelow(ROOT)).objects()).hasSize(1);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aPageIsOneRequestWhateverElseItSays() throws IOException {
    String more =
        "<Owner><ID>o</ID></Owner><ChecksumAlgorithm>A</ChecksumAlgorithm>"
            + "<ChecksumAlgorithm>B</ChecksumAlgorithm></Contents>";
    Answer page =
        page(
            "<Name>bucket</Name>\n  <Delimiter/>"
                + OBJECT.replace("</Contents>", more)
                + "<IsTruncated>true</IsTruncated><NextContinuationToken>n</NextContinuationToken>");
    try (ScriptedServer server = new ScriptedServer(page);
        S3ObjectStore store = server.store()) {
      ListPage answer = store.list(ListRequest.everythingBelow(ROOT));

      assertThat(answer.objects()).hasSize(1);
      assertThat(answer.continuation()).contains("n");
      assertThat(server.requests()).hasSize(1);
      assertThat(server.requests().get(0).uri().getRawPath()).isEqualTo("/bucket");
    }
  }

  private static Answer page(String content) {
    return Answer.of(200, "<ListBucketResult>" + content + "</ListBucketResult>");
  }
}
