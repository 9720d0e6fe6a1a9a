package dev.levee.sync.engine.divergence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.engine.QuarantinedCommits;
import dev.levee.sync.engine.QuarantinedCommits.LostCommit;
import dev.levee.sync.engine.QuarantinedCommits.LostFile;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The manifest of a quarantine as JSON, for the store and for people. */
final class QuarantineCodec {
  private static final int FORMAT = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private QuarantineCodec() {}

  static byte[] encode(QuarantinedCommits quarantined) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("format", FORMAT);
    json.put("group", quarantined.group());
    json.put("table", quarantined.table());
    json.put("table_root", quarantined.root().toString());
    json.put("newest_common_version", quarantined.common());
    json.put("quarantine_time", quarantined.quarantined().toString());
    var commits = json.putArray("commits");
    for (LostCommit commit : quarantined.commits()) {
      ObjectNode one = commits.addObject();
      one.put("version", commit.version());
      one.put("commit_time", commit.committed().toString());
      commit.operation().ifPresent(operation -> one.put("operation", operation));
      commit.engine().ifPresent(engine -> one.put("engine", engine));
      one.put("md5", commit.md5());
      one.put("only_adds", commit.onlyAdds());
      var files = one.putArray("files");
      commit.files().forEach(f -> files.addObject().put("path", f.path()).put("size", f.size()));
    }
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }

  /**
   * Reads a manifest.
   *
   * @throws StoreException of kind {@code INVALID} when it is none, or is of a later format
   */
  static QuarantinedCommits decode(byte[] bytes, Location where) {
    try {
      JsonNode json = MAPPER.readTree(bytes);
      if (json.path("format").asInt(0) != FORMAT) {
        throw new IllegalArgumentException("its format is not " + FORMAT);
      }
      List<LostCommit> commits = new ArrayList<>();
      json.required("commits").forEach(commit -> commits.add(commit(commit)));
      String text = where.toString();
      return new QuarantinedCommits(
          json.required("group").textValue(),
          json.required("table").textValue(),
          Location.parse(json.required("table_root").textValue()),
          Location.parse(text.substring(0, text.lastIndexOf('/') + 1)),
          json.required("newest_common_version").longValue(),
          Instant.parse(json.required("quarantine_time").textValue()),
          commits);
    } catch (IOException | IllegalArgumentException | DateTimeException | NullPointerException e) {
      throw new StoreException(
          Kind.INVALID,
          "%s is no manifest that this Levee can read (%s)".formatted(where, e.getMessage()),
          e);
    }
  }

  private static LostCommit commit(JsonNode json) {
    List<LostFile> files = new ArrayList<>();
    json.required("files")
        .forEach(
            file ->
                files.add(
                    new LostFile(
                        file.required("path").textValue(), file.required("size").longValue())));
    return new LostCommit(
        json.required("version").longValue(),
        Instant.parse(json.required("commit_time").textValue()),
        Optional.ofNullable(json.get("operation")).map(JsonNode::textValue),
        Optional.ofNullable(json.get("engine")).map(JsonNode::textValue),
        json.required("md5").textValue(),
        json.required("only_adds").booleanValue(),
        files);
  }
}
