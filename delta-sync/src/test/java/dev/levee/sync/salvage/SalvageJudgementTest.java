package dev.levee.sync.salvage;

import static dev.levee.sync.salvage.JudgedBranch.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.log.Protocol;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which lost commits may be applied again, whatever their table's schema is. */
class SalvageJudgementTest {
  private static final String ADD = APPEND.formatted("f").lines().toList().get(1) + "\n";

  private static String info(String fields) {
    return "{\"commitInfo\":{%s}}\n".formatted(fields);
  }

  private static Arguments commit(String what, String lines, String verdict) {
    return Arguments.of(what, lines, verdict);
  }

  static Stream<Arguments> commits() {
    String blind = info("\"operation\":\"WRITE\",\"isBlindAppend\":true");
    return Stream.of(
        commit("a blind append", blind + ADD, "yes"),
        commit(
            "an append by its mode",
            info("\"operation\":\"WRITE\",\"operationParameters\":{\"mode\":\"Append\"}") + ADD,
            "yes"),
        commit(
            "a stream's append by its mode",
            info(
                    "\"operation\":\"STREAMING UPDATE\",\"operationParameters\":{\"outputMode\":\"Append\"}")
                + ADD,
            "yes"),
        commit("no commitInfo", ADD, "no: its writer does not say that it read nothing"),
        commit(
            "an overwrite of nothing",
            info("\"operation\":\"WRITE\",\"operationParameters\":{\"mode\":\"Overwrite\"}") + ADD,
            "no: its writer does not say that it read nothing"),
        commit(
            "an append that read the table",
            info("\"isBlindAppend\":false,\"operationParameters\":{\"mode\":\"Append\"}") + ADD,
            "no: its writer does not call it a blind append"),
        commit("a fence", info("\"operation\":\"LEVEE FENCE\""), "nothing: it changed nothing"),
        commit(
            "an empty batch of a stream",
            blind + "{\"txn\":{\"appId\":\"a\",\"version\":1}}\n",
            "yes"),
        commit(
            "an OPTIMIZE",
            blind
                + ADD.replace("true,\"stats", "false,\"stats")
                + "{\"remove\":{\"path\":\"g\",\"dataChange\":false}}\n",
            "nothing: it only rearranged rows"),
        commit(
            "a DELETE of a whole file",
            blind + "{\"remove\":{\"path\":\"g\",\"dataChange\":true}}\n",
            "no: it removes a file"),
        commit(
            "a MERGE",
            blind
                + ADD
                + "{\"remove\":{\"path\":\"g\",\"dataChange\":true}}\n{\"remove\":{\"path\":\"h\"}}\n",
            "no: it removes 2 files"),
        commit(
            "a change of properties",
            blind
                + "{\"metaData\":{\"id\":\"x\",\"schemaString\":\"{}\",\"partitionColumns\":[],\"configuration\":{}}}\n",
            "no: it changes more than rows: metaData"),
        commit(
            "an upgrade",
            blind + ADD + "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}\n",
            "no: it changes more than rows: protocol"),
        commit(
            "change data",
            blind + ADD + "{\"cdc\":{\"path\":\"c\",\"size\":1,\"dataChange\":false}}\n",
            "no: it changes more than rows: cdc"),
        commit(
            "a domain's metadata",
            blind + ADD + "{\"domainMetadata\":{\"domain\":\"x\",\"configuration\":\"\"}}\n",
            "no: it changes more than rows: domainMetadata"),
        commit(
            "the mark of row identifiers",
            blind
                + ADD
                + "{\"domainMetadata\":{\"domain\":\"delta.rowTracking\",\"configuration\":\"\"}}\n",
            "yes"),
        commit(
            "an unknown action",
            blind + ADD + "{\"what\":{}}\n",
            "no: it changes more than rows: what"),
        commit(
            "an add with deleted rows",
            blind
                + ADD.replace(
                    "\"dataChange\"",
                    "\"deletionVector\":{\"storageType\":\"i\",\"pathOrInlineDv\":\"x\",\"sizeInBytes\":1,\"cardinality\":1},\"dataChange\""),
            "no: rows of a file that it adds are deleted: f"),
        commit(
            "an absolute path",
            blind + ADD.replace("\"f\"", "\"s3://bucket/f\""),
            "no: it names a file outside the table: s3://bucket/f"),
        commit(
            "a path that leaves the table",
            blind + ADD.replace("\"f\"", "\"../f\""),
            "no: it names a file outside the table: ../f"),
        commit(
            "an add without a size",
            blind + ADD.replace("\"size\":10,", ""),
            "no: it does not say how large a file is: f"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commits")
  void aCommitIsJudgedByItsActions(String what, String lines, String verdict) {
    assertThat(new JudgedBranch().lost(lines).verdict()).as(what).startsWith(verdict);
  }

  @Test
  void whatWasAppliedIsNotAppliedAgainThoughLaterOnesWere() {
    assertThat(new JudgedBranch().append("f").append("g").applied(17).texts())
        .containsExactly("yes", "applied as 17");
  }

  @Test
  void filesThatAreGoneAreAReason() {
    assertThat(new JudgedBranch().append("f").append("g").unavailable("it is gone").texts())
        .containsExactly("yes", "no: it is gone");
  }

  @Test
  void rowsThatTheBranchRemovedAgainAreNotAppended() {
    assertThat(
            new JudgedBranch()
                .append("f")
                .append("g")
                .lost(
                    info("\"operation\":\"DELETE\"")
                        + "{\"remove\":{\"path\":\"f\",\"dataChange\":true}}\n")
                .texts())
        .containsExactly(
            "no: version 12, which was lost too, removed or changed rows of it (DELETE): whether they should be there, only the table's owner knows",
            "yes",
            "no: it removes a file: what it read there may have changed since");
  }

  @Test
  void rowsThatTheBranchOnlyRearrangedAreAppended() {
    assertThat(optimized().texts())
        .containsExactly("yes", "nothing: it only rearranged rows, as OPTIMIZE does");
  }

  @Test
  void rowsThatWereRemovedAfterTheyHadBeenRearrangedAreNot() {
    assertThat(
            optimized()
                .lost(
                    info("\"operation\":\"UPDATE\"")
                        + "{\"remove\":{\"path\":\"compact\",\"dataChange\":true}}\n"
                        + ADD.replace("\"f\"", "\"updated\""))
                .texts()
                .get(0))
        .startsWith("no: version 12, which was lost too, removed or changed rows of it (UPDATE)");
  }

  private static JudgedBranch optimized() {
    return new JudgedBranch()
        .append("f")
        .lost(
            info("\"operation\":\"OPTIMIZE\"")
                + "{\"remove\":{\"path\":\"f\",\"dataChange\":false}}\n"
                + ADD.replace("\"f\"", "\"compact\"").replace("true,\"stats", "false,\"stats"));
  }

  @Test
  void aStreamThatIsBehindIsTakenFurther() {
    assertThat(
            new JudgedBranch()
                .reached("stream", 4)
                .batch("stream", 5, "f")
                .batch("stream", 6, "g")
                .texts())
        .containsExactly("yes", "yes");
  }

  @Test
  void aBatchThatWasSentAgainIsThere() {
    assertThat(
            new JudgedBranch()
                .reached("stream", 6)
                .seen("stream", 5, 14)
                .seen("stream", 6, 15)
                .batch("stream", 5, "f")
                .batch("stream", 6, "g")
                .texts())
        .containsExactly("sent again as 14", "sent again as 15");
  }

  /** What it has sent again, it may have divided in another way. */
  @Test
  void aStreamThatSendsAgainIsNotOvertaken() {
    assertThat(
            new JudgedBranch()
                .reached("stream", 5)
                .seen("stream", 5, 14)
                .active("stream")
                .batch("stream", 5, "f")
                .batch("stream", 6, "g")
                .texts())
        .containsExactly(
            "sent again as 14",
            "no: the application stream has committed here since the fork: it sends its version 6 itself, or had sent it by its own record");
  }

  /**
   * A stream whose own record survived the failover goes on behind what it believes it has sent.
   */
  @Test
  void aStreamThatHasGoneOnProvesNothing() {
    assertThat(new JudgedBranch().reached("stream", 7).batch("stream", 5, "f").verdict())
        .isEqualTo(
            "no: the application stream is at version 7 here, and no commit since the fork has its version 5: whether those rows were sent again, only its owner knows");
  }

  @Test
  void aBatchIsNotAppliedOverAGapInItsStream() {
    assertThat(
            new JudgedBranch()
                .batch("stream", 5, "f")
                .unavailable("its file is gone")
                .batch("stream", 6, "g")
                .batch("other", 6, "h")
                .texts())
        .containsExactly(
            "no: its file is gone",
            "no: an earlier lost commit of the application stream cannot be applied, and with this one it would never be sent again",
            "yes");
  }

  static Stream<Arguments> tables() {
    return Stream.of(
        Arguments.of(
            "a table that Kernel does not write to",
            new JudgedBranch().unwritable("Kernel does not"),
            "no: Kernel does not"),
        Arguments.of(
            "a table of a catalog",
            new JudgedBranch().feature("catalogManaged"),
            "no: its commits are its catalog's"),
        Arguments.of(
            "an unknown writer feature",
            new JudgedBranch().feature("wonder"),
            "no: unknown writer features: [wonder]"),
        Arguments.of(
            "an unknown reader feature",
            new JudgedBranch().now(new Protocol(3, 7, Set.of("wonder"), Set.of("wonder"))),
            "no: unknown reader features: [wonder]"),
        Arguments.of(
            "Iceberg beside it",
            new JudgedBranch().feature("icebergCompatV2"),
            "no: the table has features that only its own writers can satisfy: [icebergCompatV2]"),
        Arguments.of("row tracking", new JudgedBranch().feature("rowTracking"), "yes"),
        Arguments.of("a change data feed", new JudgedBranch().feature("changeDataFeed"), "yes"),
        Arguments.of(
            "a constraint since",
            new JudgedBranch()
                .now(
                    JudgedBranch.metadata(
                        Map.of("delta.constraints.c", "id > 0"), JudgedBranch.ID)),
            "no: the table has a CHECK constraint that its writer did not know: {delta.constraints.c=id > 0}"),
        Arguments.of(
            "a constraint that its writer obeyed",
            new JudgedBranch()
                .written(
                    JudgedBranch.metadata(Map.of("delta.constraints.c", "id > 0"), JudgedBranch.ID))
                .now(
                    JudgedBranch.metadata(
                        Map.of("delta.constraints.c", "id > 0"), JudgedBranch.ID)),
            "yes"),
        Arguments.of(
            "a table that forgets",
            new JudgedBranch()
                .now(
                    JudgedBranch.metadata(
                        Map.of("delta.setTransactionRetentionDuration", "interval 1 day"),
                        JudgedBranch.ID)),
            "no: the table forgets transaction identifiers"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  void anAppendIsJudgedByTheTableAsItIsNow(String what, JudgedBranch branch, String verdict) {
    assertThat(branch.append("f").verdict()).as(what).startsWith(verdict);
  }

  @Test
  void rowsThatNobodyCountedGetNoIdentifiers() {
    String uncounted = APPEND.formatted("f").replaceAll(",\"stats\":.*\"}}", "}}");
    assertThat(new JudgedBranch().feature("rowTracking").lost(uncounted).verdict())
        .isEqualTo("no: the table tracks rows, and the log does not say how many f has");
    assertThat(new JudgedBranch().lost(uncounted).verdict()).isEqualTo("yes");
  }

  @Test
  void aBranchThatChangedTheSchemaIsJudgedByWhatItsCommitsWereWrittenWith() {
    String schema =
        JudgedBranch.schema(JudgedBranch.ID, JudgedBranch.field("extra", "\"string\"", ""))
            .replace("\"", "\\\"");
    assertThat(
            new JudgedBranch()
                .append("f")
                .lost(
                    info("\"operation\":\"ADD COLUMNS\"")
                        + "{\"metaData\":{\"id\":\"table-id\",\"schemaString\":\"%s\",\"partitionColumns\":[],\"configuration\":{}}}\n"
                            .formatted(schema))
                .append("g")
                .texts())
        .containsExactly(
            "yes",
            "no: it changes more than rows: metaData",
            "no: the table has no column extra any more");
  }
}
