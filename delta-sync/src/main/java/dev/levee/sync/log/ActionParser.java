package dev.levee.sync.log;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the actions of one line (Delta protocol, "Actions"). Fields that replication has no use for
 * are passed over without being kept, however large they are.
 */
final class ActionParser {
  private final JsonParser parser;
  private final CommitActions actions;
  private final long line;

  ActionParser(JsonParser parser, CommitActions actions, long line) {
    this.parser = parser;
    this.actions = actions;
    this.line = line;
  }

  /** Reads the line's object, on whose first token the parser stands, and the line's end. */
  void readLine() throws IOException {
    int[] seen = {0};
    StrictJson.eachField(
        parser,
        "a line",
        name -> {
          seen[0]++;
          readAction(name);
        });
    if (seen[0] != 1) {
      actions.note(seen[0] == 0 ? "a line without an action" : "several actions in a line", line);
    }
    if (parser.nextToken() != null) {
      throw LineFault.malformed("something follows the line's object");
    }
  }

  private void readAction(String name) throws IOException {
    switch (name) {
      case "add" -> actions.add(FileFields.read(parser, name).add());
      case "remove" -> actions.add(FileFields.read(parser, name).remove());
      case "cdc" -> actions.add(FileFields.read(parser, name).change());
      case "protocol" -> actions.protocol(TableActions.protocol(parser), line);
      case "metaData" -> actions.metadata(TableActions.metadata(parser), line);
      case "commitInfo" -> actions.commitInfo(commitInfo());
      case "txn", "domainMetadata" -> passOver(name);
      case "checkpointMetadata", "sidecar" -> {
        passOver(name);
        actions.note(name + " belongs into checkpoints only", line);
      }
      default -> actions.unknownAction(name, line);
    }
  }

  private void passOver(String name) throws IOException {
    StrictJson.eachField(parser, name, field -> {});
  }

  private static final class CommitInfoFields {
    private OptionalLong timestamp = OptionalLong.empty();
    private OptionalLong inCommitTimestamp = OptionalLong.empty();
    private Optional<String> operation = Optional.empty();
    private Optional<String> engineInfo = Optional.empty();
    private Optional<String> transactionId = Optional.empty();
  }

  /** The protocol lets writers put anything here, so a field of another type is just not used. */
  private CommitInfo commitInfo() throws IOException {
    CommitInfoFields found = new CommitInfoFields();
    StrictJson.eachField(
        parser,
        "commitInfo",
        field -> {
          switch (field) {
            case "timestamp" -> found.timestamp = numberIfOne();
            case "inCommitTimestamp" -> found.inCommitTimestamp = numberIfOne();
            case "operation" -> found.operation = textIfOne();
            case "engineInfo" -> found.engineInfo = textIfOne();
            case "txnId" -> found.transactionId = textIfOne();
            default -> {}
          }
        });
    return new CommitInfo(
        found.timestamp,
        found.inCommitTimestamp,
        found.operation,
        found.engineInfo,
        found.transactionId);
  }

  private OptionalLong numberIfOne() throws IOException {
    boolean fits =
        parser.currentToken() == JsonToken.VALUE_NUMBER_INT
            && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    return fits ? OptionalLong.of(parser.getLongValue()) : OptionalLong.empty();
  }

  private Optional<String> textIfOne() throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING
        ? Optional.of(parser.getText())
        : Optional.empty();
  }
}
