package dev.levee.sync.engine.commit;

import dev.levee.sync.catalog.RatifiedCommit;
import dev.levee.sync.copy.ReadCheck;
import dev.levee.sync.log.Commit;
import dev.levee.sync.log.CommitReader;
import dev.levee.sync.log.CommitRejectedException;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.StagedCommits;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.rewrite.PathTransform;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads commits of the primary: one GET each, the bytes checked for length and against the ETag,
 * and rewritten for the secondary where they name files by absolute paths.
 */
public final class CommitFetcher {
  private final ObjectStore source;
  private final Location tableRoot;
  private final CommitReader reader = new CommitReader();
  private final CommitRewriter rewriter;
  private final ReadCheck readCheck;

  /** Reads commits as they are. */
  public CommitFetcher(ObjectStore source, Location tableRoot) {
    this(source, tableRoot, PathTransform.none());
  }

  public CommitFetcher(ObjectStore source, Location tableRoot, PathTransform paths) {
    this.source = source;
    this.tableRoot = tableRoot;
    this.rewriter = new CommitRewriter(paths);
    this.readCheck = new ReadCheck(source);
  }

  /** The commit of a version, or empty when the primary has none (yet). */
  public Optional<FetchedCommit> fetch(long version) throws TableHeldException {
    return fetch(version, LogListing.commit(tableRoot, version), true);
  }

  /**
   * A commit that the catalog has ratified, from where it was staged; empty when it is not there
   * (any more).
   *
   * @throws TableHeldException also when it is not the object that the catalog was told of
   */
  Optional<FetchedCommit> fetch(RatifiedCommit ratified) throws TableHeldException {
    Location staged =
        LogListing.folder(tableRoot).resolve(StagedCommits.FOLDER + ratified.fileName());
    Optional<FetchedCommit> commit = fetch(ratified.version(), staged, false);
    if (commit.isPresent() && commit.get().body().length() != ratified.size()) {
      commit.get().close();
      throw new TableHeldException(
          HoldReason.SOURCE_CORRUPT,
          "%s has %d bytes; the catalog has ratified %d"
              .formatted(staged, commit.get().body().length(), ratified.size()));
    }
    return commit;
  }

  private Optional<FetchedCommit> fetch(long version, Location location, boolean published)
      throws TableHeldException {
    Optional<ObjectContent> content = source.open(location);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    ObjectAttributes attributes = content.get().attributes();
    SpooledObject object = SpooledObject.read(content.get());
    try {
      readCheck.check(location, attributes, object.body().md5());
      return Optional.of(understood(version, object, attributes, published));
    } catch (TableHeldException | RuntimeException e) {
      object.close();
      throw e;
    }
  }

  private FetchedCommit understood(
      long version, SpooledObject object, ObjectAttributes attributes, boolean published)
      throws TableHeldException {
    try (InputStream bytes = object.body().open()) {
      Commit commit = reader.read(version, bytes);
      return new FetchedCommit(
          commit, object, rewriter.rewrite(commit, object.body()), attributes, published);
    } catch (CommitRejectedException e) {
      throw new TableHeldException(e.reason(), e.getMessage());
    } catch (IOException e) {
      throw new StoreException(Kind.TRANSIENT, "reading version " + version + " failed", e);
    }
  }
}
