package dev.levee.sync.engine.commit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The journal of a run of versions that readers must not stop at: all of its commits are kept
 * beside it, all files that its last version needs are in the secondary.
 *
 * @param root the table's root in the secondary
 * @param first the run's first version
 * @param commits names of the kept commits, one for each version from the first on
 * @param checkpoint names of the checkpoint's files in the log behind which the run follows; empty
 *     when it follows the version before
 */
public record StagedRun(Location root, long first, List<String> commits, List<String> checkpoint) {
  private static final int FORMAT = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Checks that there is a commit. */
  public StagedRun {
    commits = List.copyOf(commits);
    checkpoint = List.copyOf(checkpoint);
    if (!root.isPrefix() || first < 0 || commits.isEmpty()) {
      throw new IllegalArgumentException("no run: " + root + ", " + first + ", " + commits);
    }
  }

  long last() {
    return first + commits.size() - 1;
  }

  /** The same run has always the same bytes. */
  byte[] encode() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("format", FORMAT);
    json.put("table_root", root.toString());
    json.put("first_version", first);
    commits.forEach(json.putArray("commits")::add);
    checkpoint.forEach(json.putArray("checkpoint")::add);
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }

  /**
   * Reads a journal.
   *
   * @throws StoreException of kind {@code INVALID} when it is none, or is of a later format
   */
  static StagedRun decode(byte[] bytes, Location where) {
    try {
      JsonNode json = MAPPER.readTree(bytes);
      if (json.path("format").asInt(0) != FORMAT) {
        throw new IllegalArgumentException("its format is not " + FORMAT);
      }
      return new StagedRun(
          Location.parse(json.required("table_root").textValue()),
          json.required("first_version").longValue(),
          texts(json.required("commits")),
          texts(json.required("checkpoint")));
    } catch (IOException | IllegalArgumentException | NullPointerException e) {
      throw new StoreException(
          Kind.INVALID,
          "%s is no journal that this Levee can read (%s); run the version that wrote it, or a later one"
              .formatted(where, e.getMessage()),
          e);
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.textValue()));
    return texts;
  }
}
