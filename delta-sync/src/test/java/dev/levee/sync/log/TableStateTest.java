package dev.levee.sync.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a checkpoint's state may and may not differ in from the state by the commits. */
class TableStateTest {
  private static final Protocol PROTOCOL = Protocol.legacy(1, 2);
  private static final FileSum FILES = new FileSum(2, 30, 5, 6);
  private static final Map<String, Long> TRANSACTIONS = Map.of("app", 3L, "old", 1L);
  private static final Map<String, String> DOMAINS = Map.of("delta.clustering", "{}");

  private static TableMetadata metadata(Map<String, String> configuration) {
    return new TableMetadata("id", Optional.empty(), configuration, List.of(), "{}");
  }

  private static TableState state(Protocol protocol, FileSum files) {
    return new TableState(7, protocol, metadata(Map.of()), files, TRANSACTIONS, DOMAINS);
  }

  private static TableState with(
      Map<String, String> configuration, Map<String, Long> transactions) {
    return new TableState(7, PROTOCOL, metadata(configuration), FILES, transactions, DOMAINS);
  }

  private static final TableState STATE = state(PROTOCOL, FILES);

  @Test
  void anEqualStateDiffersInNothing() {
    assertThat(STATE.differenceOf(state(PROTOCOL, FILES))).isEmpty();
  }

  @Test
  void theFirstDifferenceIsNamedWithBothSides() {
    assertThat(STATE.differenceOf(state(Protocol.legacy(2, 5), FILES)))
        .contains(
            "protocol: reader 1 [], writer 2 [] by the commits, reader 2 [], writer 5 [] here");
    assertThat(STATE.differenceOf(state(PROTOCOL, new FileSum(3, 30, 5, 6))))
        .contains("live files: 2 files of 30 bytes by the commits, 3 files of 30 bytes here");
    assertThat(STATE.differenceOf(state(PROTOCOL, new FileSum(2, 31, 5, 6))))
        .contains("live files: 2 files of 30 bytes by the commits, 2 files of 31 bytes here");
    assertThat(STATE.differenceOf(state(PROTOCOL, new FileSum(2, 30, 5, 7))))
        .hasValueSatisfying(text -> assertThat(text).startsWith("digest of the live files: "));
    assertThat(STATE.differenceOf(with(Map.of("k", "v"), TRANSACTIONS)))
        .contains("table properties: {} by the commits, {k=v} here");
    assertThat(STATE.differenceOf(with(Map.of(), Map.of("app", 3L))))
        .hasValueSatisfying(text -> assertThat(text).startsWith("transactions: "));
    TableState withoutDomains =
        new TableState(7, PROTOCOL, metadata(Map.of()), FILES, TRANSACTIONS, Map.of());
    assertThat(STATE.differenceOf(withoutDomains))
        .contains("metadata domains: {delta.clustering={}} by the commits, {} here");
  }

  @Test
  void oldTransactionsMayBeLeftOutOnlyWhereTheTableLetsThemExpire() {
    Map<String, String> expiring =
        Map.of("delta.setTransactionRetentionDuration", "interval 1 day");
    TableState state = with(expiring, TRANSACTIONS);
    assertThat(state.differenceOf(with(expiring, Map.of("app", 3L)))).isEmpty();
    assertThat(state.differenceOf(with(expiring, Map.of("app", 4L)))).isPresent();
    assertThat(state.differenceOf(with(expiring, Map.of("other", 1L)))).isPresent();
  }

  @Test
  void aLongDifferenceIsCutToWhatAMessageCanHold() {
    assertThat(TableState.different("name", "a", "b".repeat(571)).orElseThrow())
        .hasSize(600)
        .endsWith("b here");
    assertThat(TableState.different("name", "a", "b".repeat(572)).orElseThrow())
        .hasSize(601)
        .endsWith("her…");
  }
}
