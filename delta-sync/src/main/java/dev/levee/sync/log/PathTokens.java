package dev.levee.sync.log;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds the paths of files in a commit's bytes: {@code path} of {@code add}, {@code remove} and
 * {@code cdc} actions, and {@code pathOrInlineDv} of deletion vectors that are files named by an
 * absolute path.
 */
public final class PathTokens {
  private static final Set<String> FILE_ACTIONS = Set.of("add", "remove", "cdc");

  private final JsonParser parser;
  private final Consumer<PathToken> found;

  private PathTokens(JsonParser parser, Consumer<PathToken> found) {
    this.parser = parser;
    this.found = found;
  }

  /**
   * Goes through a commit that {@link CommitReader} takes, and closes the stream.
   *
   * @param found is given the tokens, ascending by their offsets
   */
  public static void read(InputStream commit, Consumer<PathToken> found) throws IOException {
    try (JsonParser parser = CommitReader.JSON.createParser(commit)) {
      PathTokens tokens = new PathTokens(parser, found);
      while (parser.nextToken() != null) {
        StrictJson.eachField(parser, "a line", tokens::readAction);
      }
    }
  }

  private void readAction(String name) throws IOException {
    if (FILE_ACTIONS.contains(name)) {
      StrictJson.eachField(parser, name, this::readField);
    }
  }

  private void readField(String field) throws IOException {
    if (field.equals("path")) {
      found.accept(token(field));
    } else if (field.equals("deletionVector")) {
      readVector();
    }
  }

  /** The storage type, which says what the path is, may stand behind it. */
  private void readVector() throws IOException {
    Vector vector = new Vector();
    StrictJson.eachField(
        parser,
        "deletionVector",
        field -> {
          switch (field) {
            case "storageType" -> vector.storageType = StrictJson.text(parser, field);
            case "pathOrInlineDv" -> vector.path = Optional.of(token(field));
            default -> {}
          }
        });
    if (vector.storageType.equals(DeletionVector.ABSOLUTE)) {
      vector.path.ifPresent(found);
    }
  }

  private static final class Vector {
    private String storageType = "";
    private Optional<PathToken> path = Optional.empty();
  }

  private PathToken token(String field) throws IOException {
    long quotationMark = parser.currentTokenLocation().getByteOffset();
    String text = StrictJson.text(parser, field);
    return new PathToken(quotationMark + 1, text);
  }
}
