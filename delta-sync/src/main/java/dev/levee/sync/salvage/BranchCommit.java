package dev.levee.sync.salvage;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.log.AppendedFile;
import dev.levee.sync.log.TableMetadata;
import dev.levee.sync.log.TransactionIdentifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a commit of the branch that lost a fork says, as far as applying it again needs it.
 *
 * @param version its version in that branch
 * @param md5 of its bytes
 * @param commitInfo where it comes from, as in the log; empty where it does not say
 * @param adds the files it adds, in the order of the log
 * @param removes the files it removes
 * @param transactions how far it took which applications
 * @param metadata the table's metadata from this commit on, where it changes it
 * @param otherActions names of its other actions that change the table
 */
public record BranchCommit(
    long version,
    String md5,
    Optional<ObjectNode> commitInfo,
    List<Added> adds,
    List<Removed> removes,
    List<TransactionIdentifier> transactions,
    Optional<TableMetadata> metadata,
    Set<String> otherActions) {
  /** Copies the collections. */
  public BranchCommit {
    requireNonNull(md5, "md5");
    requireNonNull(metadata, "metadata");
    commitInfo = commitInfo.map(ObjectNode::deepCopy);
    adds = List.copyOf(adds);
    removes = List.copyOf(removes);
    transactions = List.copyOf(transactions);
    otherActions = Set.copyOf(otherActions);
  }

  /**
   * A file that the commit adds.
   *
   * @param file which one
   * @param dataChange false where rows were only moved about
   * @param deletionVector whether some of its rows are deleted
   */
  public record Added(AppendedFile file, boolean dataChange, boolean deletionVector) {}

  /**
   * A file that the commit removes.
   *
   * @param path as in the log
   * @param dataChange false where rows were only moved about
   */
  public record Removed(String path, boolean dataChange) {}

  @Override
  public Optional<ObjectNode> commitInfo() {
    return commitInfo.map(ObjectNode::deepCopy);
  }

  /** The files it adds. */
  public List<AppendedFile> files() {
    return adds.stream().map(Added::file).toList();
  }

  /** What the writer calls the operation. */
  public Optional<String> operation() {
    return commitInfo.map(info -> info.path("operation").textValue());
  }

  /** Whether it moves rows about, and changes none. */
  boolean rearranges() {
    return !(adds.isEmpty() && removes.isEmpty())
        && adds.stream().noneMatch(Added::dataChange)
        && removes.stream().noneMatch(Removed::dataChange);
  }
}
