package dev.levee.sync.salvage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.log.BlindAppend;
import dev.levee.sync.log.TransactionIdentifier;
import java.util.Collection;
import java.util.List;

/**
 * The commit by which the new primary takes a lost one's rows: its files with their partition
 * values, statistics and tags, the identifiers it had, and one that tells it from all others.
 *
 * <p>Each lost commit has an application of its own in that identifier. One for a whole branch
 * would make a commit look applied that cannot be applied today, and can tomorrow, once a later one
 * has been.
 */
public final class SalvageCommit {
  /** The operation by which readers of a table's history know it. */
  public static final String OPERATION = "LEVEE SALVAGE";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String APPLICATIONS = "levee-salvage/";

  private SalvageCommit() {}

  /** Whether a commit with these identifiers is one by which lost rows were applied again. */
  public static boolean is(Collection<TransactionIdentifier> identifiers) {
    return identifiers.stream().anyMatch(txn -> txn.application().startsWith(APPLICATIONS));
  }

  /** By what a table tells whether it has this lost commit's rows. */
  public static TransactionIdentifier identifier(LostBranch branch, BranchCommit lost) {
    return new TransactionIdentifier(
        (APPLICATIONS + "%s/%s/%d-%s")
            .formatted(branch.group(), branch.table(), lost.version(), lost.md5()),
        lost.version());
  }

  /** What is committed for a lost commit that is re-appliable. */
  public static BlindAppend of(LostBranch branch, BranchCommit lost) {
    TransactionIdentifier identifier = identifier(branch, lost);
    List<TransactionIdentifier> carried =
        lost.transactions().stream().filter(txn -> !txn.equals(identifier)).toList();
    return new BlindAppend(identifier, carried, lost.files(), commitInfo(branch, lost));
  }

  private static ObjectNode commitInfo(LostBranch branch, BranchCommit lost) {
    ObjectNode info = MAPPER.createObjectNode();
    info.put("operation", OPERATION);
    ObjectNode parameters = info.putObject("operationParameters");
    parameters.put("group", branch.group());
    parameters.put("lostVersion", Long.toString(lost.version()));
    parameters.put("lostCommitMd5", lost.md5());
    lost.operation().ifPresent(operation -> parameters.put("lostOperation", operation));
    info.put("isBlindAppend", true);
    lost.commitInfo()
        .ifPresent(
            original -> {
              if (original.path("userMetadata").isTextual()) {
                info.set("userMetadata", original.get("userMetadata"));
              }
              info.set("lostCommitInfo", original);
            });
    return info;
  }
}
