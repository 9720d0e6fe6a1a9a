package dev.levee.sync.engine;

import dev.levee.sync.copy.ReadCheck;
import dev.levee.sync.log.Commit;
import dev.levee.sync.log.CommitReader;
import dev.levee.sync.log.CommitRejectedException;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads commits of the primary: one GET each, the bytes checked for length and against the ETag.
 * Small ones stay in memory, large ones go to a temporary file, so that they can be sent from it as
 * often as needed.
 */
final class CommitFetcher {
  private static final long MAX_IN_MEMORY = 16L << 20;

  private final ObjectStore source;
  private final Location tableRoot;
  private final CommitReader reader = new CommitReader();
  private final ReadCheck readCheck;

  CommitFetcher(ObjectStore source, Location tableRoot) {
    this.source = source;
    this.tableRoot = tableRoot;
    this.readCheck = new ReadCheck(source);
  }

  /** The commit of a version, or empty when the primary has none (yet). */
  Optional<FetchedCommit> fetch(long version) throws TableHeldException {
    Location location = LogListing.commit(tableRoot, version);
    Optional<ObjectContent> content = source.open(location);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    ObjectAttributes attributes = content.get().attributes();
    try {
      if (attributes.size() <= MAX_IN_MEMORY) {
        ObjectBody body = ObjectBody.of(content.get().readAll());
        return Optional.of(understood(version, body, attributes, Optional.empty()));
      }
      Path spool = Files.createTempFile("levee-commit", ".json");
      try {
        ObjectBody body = spooled(content.get(), spool);
        return Optional.of(understood(version, body, attributes, Optional.of(spool)));
      } catch (IOException | TableHeldException | RuntimeException e) {
        Files.deleteIfExists(spool);
        throw e;
      }
    } catch (IOException e) {
      throw new StoreException(Kind.TRANSIENT, "reading " + location + " failed", e);
    }
  }

  private static ObjectBody spooled(ObjectContent content, Path spool) throws IOException {
    MessageDigest md5 = ObjectBody.md5Digest();
    long length;
    try (InputStream bytes = new DigestInputStream(content.stream(), md5);
        OutputStream file = Files.newOutputStream(spool)) {
      length = bytes.transferTo(file);
    }
    if (length != content.attributes().size()) {
      throw new IOException("%d bytes of %d".formatted(length, content.attributes().size()));
    }
    return ObjectBody.of(spool, length, HexFormat.of().formatHex(md5.digest()));
  }

  private FetchedCommit understood(
      long version, ObjectBody body, ObjectAttributes attributes, Optional<Path> spool)
      throws TableHeldException, IOException {
    readCheck.check(LogListing.commit(tableRoot, version), attributes, body.md5());
    try (InputStream bytes = body.open()) {
      Commit commit = reader.read(version, bytes);
      return new FetchedCommit(commit, body, attributes, spool);
    } catch (CommitRejectedException e) {
      throw new TableHeldException(e.reason(), e.getMessage());
    }
  }
}
