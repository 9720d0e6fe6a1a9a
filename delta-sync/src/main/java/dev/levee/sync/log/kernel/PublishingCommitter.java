package dev.levee.sync.log.kernel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.log.BlindAppend;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.NewObject;
import io.delta.kernel.commit.CommitFailedException;
import io.delta.kernel.commit.CommitMetadata;
import io.delta.kernel.commit.CommitResponse;
import io.delta.kernel.commit.Committer;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.internal.json.JsonUtils;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.files.ParsedPublishedDeltaData;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Takes one commit of Kernel's, says in it where it comes from, and has it published. Kernel itself
 * has no way to say that.
 */
final class PublishingCommitter implements Committer {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String COMMIT_INFO = "commitInfo";

  private final Location tableRoot;
  private final BlindAppend append;
  private final Predicate<NewObject> publication;
  private OptionalLong published = OptionalLong.empty();
  private boolean taken;

  PublishingCommitter(Location tableRoot, BlindAppend append, Predicate<NewObject> publication) {
    this.tableRoot = tableRoot;
    this.append = append;
    this.publication = publication;
  }

  /** Whether it is certain that the commit is there, or that it is not. */
  boolean isSettled() {
    return taken || published.isPresent();
  }

  /** The version of the commit, once it is there. */
  OptionalLong published() {
    return published;
  }

  @Override
  public CommitResponse commit(
      Engine engine, CloseableIterator<Row> actions, CommitMetadata metadata)
      throws CommitFailedException {
    byte[] bytes;
    try (actions) {
      bytes = bytes(actions);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Location location = LogListing.commit(tableRoot, metadata.getVersion());
    taken = !publication.test(NewObject.of(location, bytes));
    if (taken) {
      throw new CommitFailedException(false, true, "somebody else has taken " + location);
    }
    published = OptionalLong.of(metadata.getVersion());
    return new CommitResponse(
        ParsedPublishedDeltaData.forFileStatus(
            FileStatus.of(
                ObjectStoreFileIO.pathOf(location),
                bytes.length,
                metadata.getCommitInfo().getTimestamp())));
  }

  private byte[] bytes(CloseableIterator<Row> actions) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    while (actions.hasNext()) {
      String line = JsonUtils.rowToJson(actions.next());
      String whole = line.startsWith("{\"" + COMMIT_INFO + "\"") ? withOrigin(line) : line;
      lines.writeBytes(whole.getBytes(StandardCharsets.UTF_8));
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private String withOrigin(String line) throws IOException {
    ObjectNode action = (ObjectNode) MAPPER.readTree(line);
    ((ObjectNode) action.get(COMMIT_INFO)).setAll(append.commitInfo());
    return MAPPER.writeValueAsString(action);
  }
}
