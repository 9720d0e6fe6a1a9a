package dev.levee.sync.salvage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.log.CommitRejectedException;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.log.TableMetadata;
import dev.levee.sync.log.TransactionIdentifier;
import dev.levee.sync.store.ObjectBody;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A branch that lost, as text, and the table that it is judged by. */
final class JudgedBranch {
  static final String ID = field("id", "\"long\"", "");
  static final String APPEND =
      """
      {"commitInfo":{"operation":"WRITE","isBlindAppend":true}}
      {"add":{"path":"%s","partitionValues":{},"size":10,"modificationTime":1,"dataChange":true,"stats":"{\\"numRecords\\":2}"}}
      """;

  private final List<BranchCommit> commits = new ArrayList<>();
  private final Map<String, Long> transactions = new HashMap<>();
  private final Map<TransactionIdentifier, Long> sinceFork = new HashMap<>();
  private final Set<String> active = new HashSet<>();
  private final Map<String, String> unavailable = new HashMap<>();
  private TableMetadata written = metadata(Map.of(), ID);
  private TableMetadata current = written;
  private Protocol protocol = Protocol.legacy(1, 2);
  private Optional<String> unwritable = Optional.empty();

  static String field(String name, String type, String metadata) {
    return "{\"name\":\"%s\",\"type\":%s,\"nullable\":true,\"metadata\":{%s}}"
        .formatted(name, type, metadata);
  }

  static TableMetadata metadata(Map<String, String> configuration, String... fields) {
    return new TableMetadata(
        "table-id", Optional.empty(), configuration, List.of(), schema(fields));
  }

  static String schema(String... fields) {
    return "{\"type\":\"struct\",\"fields\":[%s]}".formatted(String.join(",", fields));
  }

  /** The next lost commit; versions begin at 10. */
  JudgedBranch lost(String lines) {
    byte[] bytes = lines.getBytes(UTF_8);
    try {
      commits.add(BranchCommitReader.read(10 + commits.size(), bytes, ObjectBody.of(bytes).md5()));
    } catch (CommitRejectedException e) {
      throw new AssertionError(e);
    }
    return this;
  }

  /** A blind append of one file. */
  JudgedBranch append(String path) {
    return lost(APPEND.formatted(path));
  }

  /** A blind append of one file by an application that counts its batches. */
  JudgedBranch batch(String application, long batch, String path) {
    return lost(
        APPEND.formatted(path)
            + "{\"txn\":{\"appId\":\"%s\",\"version\":%d}}\n".formatted(application, batch));
  }

  JudgedBranch written(TableMetadata metadata) {
    written = metadata;
    return this;
  }

  JudgedBranch now(TableMetadata metadata) {
    current = metadata;
    return this;
  }

  JudgedBranch now(Protocol newProtocol) {
    protocol = newProtocol;
    return this;
  }

  JudgedBranch feature(String name) {
    return now(new Protocol(1, 7, Set.of(), Set.of(name)));
  }

  JudgedBranch unwritable(String why) {
    unwritable = Optional.of(why);
    return this;
  }

  /** The table is at a version of an application. */
  JudgedBranch reached(String application, long version) {
    transactions.put(application, version);
    return this;
  }

  /** An application has committed since the fork by itself. */
  JudgedBranch active(String application) {
    active.add(application);
    return this;
  }

  /** A commit since the fork has this batch. */
  JudgedBranch seen(String application, long batch, long version) {
    sinceFork.put(new TransactionIdentifier(application, batch), version);
    return this;
  }

  /** The files of the last commit cannot be had. */
  JudgedBranch unavailable(String why) {
    unavailable.put(commits.get(commits.size() - 1).md5(), why);
    return this;
  }

  /** The last commit was applied before. */
  JudgedBranch applied(long version) {
    TransactionIdentifier identifier =
        SalvageCommit.identifier(branch(), commits.get(commits.size() - 1));
    return reached(identifier.application(), identifier.version())
        .seen(identifier.application(), identifier.version(), version);
  }

  LostBranch branch() {
    return new LostBranch("lakehouse", "data/table", written, commits, unavailable);
  }

  List<Verdict> verdicts() {
    return SalvageJudgement.judge(
        branch(), new TableNow(20, protocol, current, transactions, sinceFork, active, unwritable));
  }

  /** The only verdict, as text. */
  String verdict() {
    return texts().get(texts().size() - 1);
  }

  List<String> texts() {
    return verdicts().stream()
        .map(
            verdict ->
                verdict.match(
                    yes -> "yes",
                    applied -> "applied as " + applied.as().orElse(-1),
                    sent -> "sent again as " + sent.as(),
                    nothing -> "nothing: " + nothing.reason(),
                    not -> "no: " + not.reason()))
        .toList();
  }
}
