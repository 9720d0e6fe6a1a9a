package dev.levee.daemon.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WordingTest {
  @Test
  void lagsAreSaidInTheirTwoLargestUnits() {
    assertThat(Wording.behind(OptionalLong.of(1_234))).isEqualTo("1.2 s behind");
    assertThat(Wording.behind(OptionalLong.of(0))).isEqualTo("0.0 s behind");
    assertThat(Wording.behind(OptionalLong.of(200_000))).isEqualTo("3 min 20 s behind");
    assertThat(Wording.behind(OptionalLong.of(7_500_000))).isEqualTo("2 h 5 min behind");
    assertThat(Wording.behind(OptionalLong.of(100_000_000))).isEqualTo("1 d 3 h behind");
    assertThat(Wording.behind(OptionalLong.empty())).isEqualTo("not replicated yet");
  }

  @Test
  void sizesAreSaidInBinaryUnits() {
    assertThat(Wording.size(1023)).isEqualTo("1023 B");
    assertThat(Wording.size(1024)).isEqualTo("1.0 KiB");
    assertThat(Wording.size(12_897_484)).isEqualTo("12.3 MiB");
    assertThat(Wording.size(Long.MAX_VALUE)).isEqualTo("8.0 EiB");
  }

  @Test
  void whatATerminalWouldTakeForACommandIsReplaced() {
    assertThat(Wording.printable("a\nb\u001b[2J\u2028c\u202Ed é")).isEqualTo("a�b�[2J�c�d é");
  }

  @Test
  void columnsAreAlignedAndRowsComplete() {
    TextTable table = new TextTable("A", "LONG", "C");
    table.row("longer", "x", "");
    assertThat(table).hasToString("A       LONG  C\nlonger  x\n");
  }
}
