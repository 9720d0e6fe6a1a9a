package dev.levee.sync.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;

/** Reads a commit that is made while it is read. Run in a process with a small heap. */
final class LargeCommit extends InputStream {
  private static final int LINES = 100_000;
  private static final int LINE_BYTES = 5120;

  private byte[] line = new byte[0];
  private int position;
  private int made;

  private LargeCommit() {}

  /** Says how many files were read, or fails. */
  public static void main(String[] args) throws Exception {
    Commit commit = new CommitReader().read(1, new LargeCommit());
    System.out.println(commit.files().size() + " files of " + (long) LINES * LINE_BYTES + " bytes");
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int from, int length) {
    if (position == line.length) {
      if (made == LINES) {
        return -1;
      }
      line = nextLine();
      position = 0;
    }
    int count = Math.min(length, line.length - position);
    System.arraycopy(line, position, target, from, count);
    position += count;
    return count;
  }

  private byte[] nextLine() {
    String begin =
        "{\"add\":{\"path\":\"region=eu/part-%05d-0562fbb3-ef89-492d-a740-4e94ba15d245.snappy.parquet\",\"size\":%d,\"stats\":\""
            .formatted(made, made);
    String end = "\"}}\n";
    made++;
    return (begin + "s".repeat(LINE_BYTES - begin.length() - end.length()) + end).getBytes(UTF_8);
  }
}
