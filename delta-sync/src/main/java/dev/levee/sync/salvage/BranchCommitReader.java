package dev.levee.sync.salvage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.log.AppendedFile;
import dev.levee.sync.log.Commit;
import dev.levee.sync.log.CommitReader;
import dev.levee.sync.log.CommitRejectedException;
import dev.levee.sync.log.TransactionIdentifier;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.salvage.BranchCommit.Added;
import dev.levee.sync.salvage.BranchCommit.Removed;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads a lost commit, strictly at first as all commits are read ({@link CommitReader}), then for
 * what applying it again needs. The commit is held in memory.
 */
public final class BranchCommitReader {
  /** Statistics of wide tables are long; the strict reading has set the limit for lines. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
              .build());

  /** Row identifiers are given anew, so what the branch says of them is of no consequence. */
  private static final String ROW_TRACKING_DOMAIN = "delta.rowTracking";

  private Optional<ObjectNode> commitInfo = Optional.empty();
  private final List<Added> adds = new ArrayList<>();
  private final List<Removed> removes = new ArrayList<>();
  private final List<TransactionIdentifier> transactions = new ArrayList<>();
  private final Set<String> others = new TreeSet<>();

  private BranchCommitReader() {}

  /**
   * Reads a commit.
   *
   * @param version from its name
   * @param bytes all of it
   * @param md5 of the bytes
   * @throws CommitRejectedException when it cannot be taken for what it seems
   */
  public static BranchCommit read(long version, byte[] bytes, String md5)
      throws CommitRejectedException {
    try {
      Commit commit = new CommitReader().read(version, new ByteArrayInputStream(bytes));
      BranchCommitReader reader = new BranchCommitReader();
      reader.readLines(new ByteArrayInputStream(bytes));
      return reader.commit(commit, md5);
    } catch (IOException e) {
      throw new CommitRejectedException(HoldReason.COMMIT_MALFORMED, e.getMessage(), e);
    }
  }

  private BranchCommit commit(Commit commit, String md5) {
    return new BranchCommit(
        commit.version(), md5, commitInfo, adds, removes, transactions, commit.metadata(), others);
  }

  private void readLines(InputStream bytes) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        for (Map.Entry<String, JsonNode> action : JSON.readTree(line).properties()) {
          if (action.getValue() instanceof ObjectNode fields) {
            readAction(action.getKey(), fields);
          } else if (!action.getValue().isNull()) {
            others.add(action.getKey());
          }
        }
      }
    }
  }

  private void readAction(String name, ObjectNode fields) {
    switch (name) {
      case "commitInfo" -> commitInfo = commitInfo.or(() -> Optional.of(fields));
      case "add" -> adds.add(added(fields));
      case "remove" ->
          removes.add(
              new Removed(fields.path("path").asText(), fields.path("dataChange").asBoolean(true)));
      case "txn" ->
          transactions.add(
              new TransactionIdentifier(
                  fields.path("appId").asText(), fields.path("version").asLong()));
      case "domainMetadata" -> {
        if (!ROW_TRACKING_DOMAIN.equals(fields.path("domain").asText())) {
          others.add(name);
        }
      }
      default -> others.add(name);
    }
  }

  private static Added added(ObjectNode fields) {
    Optional<String> stats = Optional.ofNullable(fields.path("stats").textValue());
    AppendedFile file =
        new AppendedFile(
            fields.path("path").asText(),
            texts(fields.path("partitionValues")),
            fields.path("size").asLong(-1),
            fields.path("modificationTime").asLong(0),
            stats,
            records(stats),
            tags(fields));
    return new Added(
        file, fields.path("dataChange").asBoolean(true), fields.path("deletionVector").isObject());
  }

  private static Map<String, String> tags(ObjectNode fields) {
    Map<String, String> tags = new TreeMap<>();
    texts(fields.path("tags"))
        .forEach((name, value) -> value.ifPresent(text -> tags.put(name, text)));
    return tags;
  }

  private static Map<String, Optional<String>> texts(JsonNode map) {
    Map<String, Optional<String>> texts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      JsonNode value = entry.getValue();
      texts.put(entry.getKey(), value.isNull() ? Optional.empty() : Optional.of(value.asText()));
    }
    return texts;
  }

  /** Statistics that are no JSON say nothing; readers pass over them too. */
  private static OptionalLong records(Optional<String> stats) {
    try {
      JsonNode records =
          stats.isEmpty() ? JSON.nullNode() : JSON.readTree(stats.get()).path("numRecords");
      return records.isIntegralNumber()
          ? OptionalLong.of(records.longValue())
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
