package dev.levee.sync.verify;

import dev.levee.sync.log.Commit;
import dev.levee.sync.log.CommitReader;
import dev.levee.sync.log.CommitRejectedException;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.StagedCommits;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.Digests;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.Optional;

/** Compares one commit of the replica with the primary's, and says what it holds. */
final class CommitCheck {
  private final TableSides sides;
  private final ExpectedCommit expected;
  private final Optional<LogListing> primary;
  private final Tally tally;
  private final CommitReader reader = new CommitReader();

  /**
   * Checks commits.
   *
   * @param primary the primary's log; empty when the replica is looked at alone
   */
  CommitCheck(
      TableSides sides, ExpectedCommit expected, Optional<LogListing> primary, Tally tally) {
    this.sides = sides;
    this.expected = expected;
    this.primary = primary;
    this.tally = tally;
  }

  /**
   * What came of it.
   *
   * @param commit what it says, where it can be understood
   */
  record Result(Optional<Finding> finding, Optional<Commit> commit) {}

  /** The bytes of a commit, as far as they matter for a comparison. */
  private record Bytes(long length, String sha256) {
    @Override
    public String toString() {
      return "%d bytes, SHA-256 %s".formatted(length, sha256.substring(0, 16));
    }
  }

  /** What was read of the replica's commit. */
  private record Read(
      ObjectAttributes attributes, Bytes bytes, Optional<Commit> commit, Optional<String> fault) {}

  Result check(long version) {
    Location location = LogListing.commit(sides.replicaRoot(), version);
    Optional<ObjectContent> content = sides.replica().open(location);
    if (content.isEmpty()) {
      return found(Finding.Kind.COMMIT_MISSING, location, "a commit", "nothing");
    }
    tally.one(Tally.Count.COMMITS);
    Read read = read(version, location, content.get());
    Optional<Finding> finding =
        primary
            .flatMap(log -> compare(version, location, read, log))
            .or(
                () ->
                    read.fault()
                        .map(
                            fault ->
                                new Finding(
                                    Finding.Kind.COMMIT_UNREADABLE,
                                    location.toString(),
                                    "a commit of Delta's",
                                    fault)));
    return new Result(finding, read.commit());
  }

  private Read read(long version, Location location, ObjectContent content) {
    try (content;
        DigestInputStream bytes = digesting(content.stream())) {
      Optional<Commit> commit = Optional.empty();
      Optional<String> fault = Optional.empty();
      try {
        commit = Optional.of(reader.read(version, bytes));
      } catch (CommitRejectedException e) {
        fault = Optional.of(e.reason() + ": " + e.getMessage());
      }
      bytes.transferTo(OutputStream.nullOutputStream());
      Bytes seen = new Bytes(content.attributes().size(), hex(bytes));
      return new Read(content.attributes(), seen, commit, fault);
    } catch (IOException e) {
      throw sides.replica().broken(location, e);
    }
  }

  private Optional<Finding> compare(long version, Location location, Read read, LogListing log) {
    Optional<ObjectEntry> listed = Optional.ofNullable(log.commits().get(version));
    if (listed.isPresent()
        && read.commit().filter(expected::isVerbatim).isPresent()
        && sides.sameByEtag(listed.get().attributes(), read.attributes())) {
      tally.one(Tally.Count.COMMITS_BY_ETAG);
      return Optional.empty();
    }
    Location source = LogListing.commit(sides.primaryRoot(), version);
    Optional<ObjectContent> content = sides.primary().open(source);
    if (content.isEmpty()) {
      return absent(version, location, read, log);
    }
    Bytes wanted = bytesExpected(source, content.get());
    tally.one(Tally.Count.COMMITS_BY_BYTES);
    return wanted.equals(read.bytes())
        ? Optional.empty()
        : found(Finding.Kind.COMMIT_DIFFERS, location, wanted.toString(), read.bytes().toString())
            .finding();
  }

  /** Old commits may go, by the primary's log cleanup; others may not. */
  private Optional<Finding> absent(long version, Location location, Read read, LogListing log) {
    boolean cleanedUp = !log.commits().isEmpty() && version <= log.commits().firstKey();
    if (cleanedUp) {
      tally.one(Tally.Count.COMMITS_GONE_FROM_PRIMARY);
      return Optional.empty();
    }
    if (isStaged(version, read)) {
      tally.one(Tally.Count.COMMITS_BY_BYTES);
      return Optional.empty();
    }
    return found(
            Finding.Kind.COMMIT_EXTRA,
            location,
            "no version %d, as in the primary".formatted(version),
            read.bytes().toString())
        .finding();
  }

  /** What a catalog has ratified is replicated before it is in the primary's log. */
  private boolean isStaged(long version, Read read) {
    return StagedCommits.read(sides.primary(), sides.primaryRoot()).of(version).stream()
        .anyMatch(
            staged ->
                sides
                    .primary()
                    .open(staged.location())
                    .map(content -> bytesExpected(staged.location(), content))
                    .filter(read.bytes()::equals)
                    .isPresent());
  }

  private Bytes bytesExpected(Location source, ObjectContent content) {
    try (content;
        DigestInputStream bytes = digesting(expected.inReplica(content.stream()))) {
      long length = bytes.transferTo(OutputStream.nullOutputStream());
      return new Bytes(length, hex(bytes));
    } catch (IOException e) {
      throw sides.primary().broken(source, e);
    }
  }

  private static Result found(Finding.Kind kind, Location location, String wanted, String seen) {
    return new Result(
        Optional.of(new Finding(kind, location.toString(), wanted, seen)), Optional.empty());
  }

  private static DigestInputStream digesting(InputStream stream) {
    return new DigestInputStream(stream, Digests.sha256());
  }

  private static String hex(DigestInputStream bytes) {
    return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
  }
}
