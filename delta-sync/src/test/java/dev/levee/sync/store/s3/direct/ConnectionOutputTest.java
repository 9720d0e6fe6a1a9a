package dev.levee.sync.store.s3.direct;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** When a write counts as stuck. The looks come from the writes themselves, so no clock decides. */
class ConnectionOutputTest {
  private static final int BUFFER_BYTES = 16;
  private static final int SLICE_BYTES = 128 << 10;

  private final Queue<Runnable> duringWrites = new ArrayDeque<>();
  private final List<Integer> writes = new ArrayList<>();
  private final List<Boolean> looks = new ArrayList<>();
  private final ConnectionOutput output =
      new ConnectionOutput(
          new OutputStream() {
            @Override
            public void write(int one) {
              throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
              writes.add(length);
              if (!duringWrites.isEmpty()) {
                duringWrites.remove().run();
              }
            }
          },
          BUFFER_BYTES);

  private void look() {
    looks.add(output.isStuck());
  }

  @Test
  void aWriteIsStuckWhenItLastsFromOneLookToTheNext() throws IOException {
    duringWrites.add(
        () -> {
          look();
          look();
          look();
        });
    output.write("text");
    output.flush();
    look();
    assertThat(looks).containsExactly(false, true, true, false);
  }

  @Test
  void aSlowOneThatGoesOnIsNot() throws IOException {
    for (int i = 0; i < 4; i++) {
      duringWrites.add(this::look);
    }
    output.write(new byte[BUFFER_BYTES + 3 * SLICE_BYTES]);
    assertThat(looks).containsExactly(false, false, false, false);
    assertThat(writes).containsExactly(BUFFER_BYTES, SLICE_BYTES, SLICE_BYTES, SLICE_BYTES);
  }

  @Test
  void nothingUnderWayIsNot() throws IOException {
    look();
    look();
    output.write("text");
    look();
    look();
    assertThat(looks).containsOnly(false);
  }
}
