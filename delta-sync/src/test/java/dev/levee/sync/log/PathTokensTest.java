package dev.levee.sync.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathTokensTest {
  private static List<PathToken> tokens(byte[] commit) throws IOException {
    List<PathToken> found = new ArrayList<>();
    PathTokens.read(new ByteArrayInputStream(commit), found::add);
    return found;
  }

  @Test
  void aTokenIsWhereThePathsBytesAre() throws IOException {
    byte[] commit =
        """
        {"commitInfo":{"path":"no file","operation":"É"}}
        {"add":{"stats":"{\\"path\\":1}","path":"p=é/a","size":1}}
        {"remove":{"size":1,"path":"s3://b/\\u0062"}}

        {"cdc":{"path":"c"}}
        """
            .getBytes(UTF_8);
    List<PathToken> tokens = tokens(commit);
    assertThat(tokens).extracting(PathToken::text).containsExactly("p=é/a", "s3://b/b", "c");
    List<String> raw = List.of("p=é/a", "s3://b/\\u0062", "c");
    for (int i = 0; i < raw.size(); i++) {
      byte[] bytes = raw.get(i).getBytes(UTF_8);
      int offset = (int) tokens.get(i).offset();
      assertThat(new String(commit, offset, bytes.length + 1, UTF_8)).isEqualTo(raw.get(i) + '"');
    }
  }

  @Test
  void aDeletionVectorsPathCountsOnlyWhereItIsAbsolute() throws IOException {
    byte[] commit =
        """
        {"add":{"deletionVector":{"pathOrInlineDv":"s3://b/1","storageType":"p"},"path":"a"}}
        {"add":{"path":"b","deletionVector":{"storageType":"u","pathOrInlineDv":"s3://b/2"}}}
        {"remove":{"path":"c","deletionVector":{"storageType":"p","pathOrInlineDv":"s3://b/3"}}}
        {"remove":{"path":"d","deletionVector":{"storageType":"p","sizeInBytes":3}}}
        """
            .getBytes(UTF_8);
    assertThat(tokens(commit))
        .extracting(PathToken::text)
        .containsExactly("s3://b/1", "a", "b", "c", "s3://b/3", "d");
  }
}
