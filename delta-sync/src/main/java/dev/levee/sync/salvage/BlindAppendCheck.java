package dev.levee.sync.salvage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.levee.sync.plan.FileLocation;
import dev.levee.sync.salvage.BranchCommit.Added;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Whether a commit is a blind append: it adds whole new files, and its writer says that it read
 * nothing of the table, so that its rows are the same whatever else the table has.
 */
final class BlindAppendCheck {
  private static final List<String> MODES = List.of("mode", "outputMode");

  private BlindAppendCheck() {}

  /** Why it is none; empty when it is one. */
  static Optional<String> refusal(BranchCommit commit) {
    return actions(commit).or(() -> files(commit)).or(() -> reads(commit));
  }

  private static Optional<String> actions(BranchCommit commit) {
    if (!commit.otherActions().isEmpty()) {
      return Optional.of(
          "it changes more than rows: " + String.join(", ", new TreeSet<>(commit.otherActions())));
    }
    int removes = commit.removes().size();
    return removes == 0
        ? Optional.empty()
        : Optional.of(
            "it removes %s: what it read there may have changed since"
                .formatted(removes == 1 ? "a file" : removes + " files"));
  }

  private static Optional<String> files(BranchCommit commit) {
    for (Added added : commit.adds()) {
      String path = added.file().path();
      if (!added.dataChange()) {
        return Optional.of("it rearranges rows: " + path);
      }
      if (added.deletionVector()) {
        return Optional.of("rows of a file that it adds are deleted: " + path);
      }
      if (!FileLocation.isWithinTable(path)) {
        return Optional.of("it names a file outside the table: " + path);
      }
      if (added.file().size() < 0) {
        return Optional.of("it does not say how large a file is: " + path);
      }
    }
    return Optional.empty();
  }

  /** Writers that say nothing of {@code isBlindAppend} say by the mode what they did. */
  private static Optional<String> reads(BranchCommit commit) {
    JsonNode info = commit.commitInfo().map(JsonNode.class::cast).orElse(MissingNode.getInstance());
    JsonNode blind = info.path("isBlindAppend");
    if (blind.isBoolean()) {
      return blind.booleanValue()
          ? Optional.empty()
          : Optional.of(
              "its writer does not call it a blind append (isBlindAppend): what it read of the table may have changed since");
    }
    boolean appends =
        MODES.stream()
            .map(mode -> info.path("operationParameters").path(mode).asText())
            .anyMatch("Append"::equalsIgnoreCase);
    return appends
        ? Optional.empty()
        : Optional.of("its writer does not say that it read nothing of the table (isBlindAppend)");
  }
}
