package dev.levee.sync.plan;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.log.CommitInfo;
import dev.levee.sync.log.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The commit that takes the next version of a table when roles change. It says who took it and
 * changes nothing: one {@code commitInfo} action (Delta protocol, "Commit Provenance Information").
 * A daemon that was paused before the failover, and wakes up with a request for that version in its
 * hand, finds the name taken. The fence is ordinary history and is replicated like any commit.
 *
 * @param group the failover group
 * @param epoch the one that begins with the fence
 * @param requested when the failover was asked for
 */
public record FenceCommit(String group, long epoch, Instant requested) {
  /** The operation by which readers of a table's history know a fence. */
  public static final String OPERATION = "LEVEE FENCE";

  private static final String PREFIX = "levee-fence-";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Checks that all is there. */
  public FenceCommit {
    requireNonNull(group, "group");
    requireNonNull(requested, "requested");
  }

  /**
   * A table as the fence finds it.
   *
   * @param version its newest one
   * @param inCommitTimestamps whether commits have to carry their times
   * @param inCommitTimestamp that of the newest version, where it has one
   */
  public record Before(long version, boolean inCommitTimestamps, OptionalLong inCommitTimestamp) {}

  /**
   * Why a table must not be fenced: a feature that is not known may ask something of every commit,
   * and the commits of a table that a catalog manages are the catalog's.
   */
  public static Optional<String> forbidden(Protocol protocol) {
    if (FeatureCheck.isCatalogManaged(protocol)) {
      return Optional.of("its commits are its catalog's");
    }
    return FeatureCheck.check(protocol)
        .map(hold -> hold.detail())
        .or(() -> FeatureCheck.warnings(protocol).stream().findFirst());
  }

  /**
   * The commit's bytes; the same for the same table. With in-commit timestamps its time is later
   * than the version's before (protocol, "Writer Requirements for In-Commit Timestamps").
   */
  public byte[] after(Before before) {
    ObjectNode info = MAPPER.createObjectNode();
    long time = requested.toEpochMilli();
    if (before.inCommitTimestamps()) {
      long previous = before.inCommitTimestamp().orElse(0);
      info.put("inCommitTimestamp", Math.max(time, previous + 1));
    }
    info.put("timestamp", time);
    info.put("operation", OPERATION);
    info.putObject("operationParameters").put("group", group).put("epoch", Long.toString(epoch));
    info.put("readVersion", before.version());
    info.put("isolationLevel", "Serializable");
    info.put("isBlindAppend", true);
    info.putObject("operationMetrics");
    info.put("engineInfo", "Levee");
    info.put("txnId", transactionId());
    ObjectNode line = MAPPER.createObjectNode();
    line.set("commitInfo", info);
    try {
      return (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }

  /** Whether a commit is a fence of this group, of whatever epoch. */
  public static boolean isOf(String group, CommitInfo info) {
    return info.transactionId()
        .filter(id -> id.matches(Pattern.quote(PREFIX + group + "-") + "\\d+(\\.\\d+)?"))
        .isPresent();
  }

  /** Tells this fence from all others, also from one of a failover that was given up. */
  public String transactionId() {
    return PREFIX + group + "-" + epoch + "." + requested.toEpochMilli();
  }
}
