package dev.levee.sync.rewrite;

import java.util.List;
import java.util.Random;

/** Commits of every shape that a writer could give one, and what they should become. */
final class RandomCommit {
  private static final List<String> PREFIXES =
      List.of("s3://east-bucket/my%20lake/", "s3a://east-bucket/raw/", "s3n://east-bucket/raw/");
  private static final List<String> REWRITTEN =
      List.of(
          "s3://west/l/",
          "s3a://west/a%25longer%20prefix/of/it/",
          "s3n://west/a%25longer%20prefix/of/it/");
  private static final List<String> OTHERS =
      List.of("t/", "s3://elsewhere/", "part=1/", "s3://east-bucket/lake/", "http://host/");
  private static final List<String> RESTS =
      List.of("x.parquet", "p=%20%252F/é", "\\u00e9\\/y", "🚀\\n", "s3://east-bucket/raw/z");

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder rewritten = new StringBuilder();

  RandomCommit(long seed) {
    this.random = new Random(seed);
    int lines = 1 + random.nextInt(12);
    for (int i = 0; i < lines; i++) {
      line();
      if (i < lines - 1 || random.nextBoolean()) {
        both(pick(List.of("\n", "\r\n", "\n\n")));
      }
    }
  }

  String text() {
    return text.toString();
  }

  String rewritten() {
    return rewritten.toString();
  }

  private void line() {
    both(random.nextInt(5) == 0 ? "  { " : "{");
    String action = pick(List.of("add", "remove", "cdc", "commitInfo", "txn"));
    both("\"" + action + "\":{");
    boolean file = List.of("add", "remove", "cdc").contains(action);
    boolean vectorFirst = random.nextBoolean();
    filler();
    if (vectorFirst) {
      vector(file);
    }
    both("\"path\":");
    path(file);
    both(",");
    if (!vectorFirst) {
      vector(file);
    }
    both("\"dataChange\":true}}");
  }

  private void filler() {
    if (random.nextInt(3) == 0) {
      int length = random.nextInt(random.nextInt(10) == 0 ? 40_000 : 200);
      both("\"stats\":\"" + "\\\"é".repeat(length) + "\",");
    }
  }

  private void vector(boolean file) {
    if (random.nextBoolean()) {
      return;
    }
    boolean absolute = random.nextBoolean();
    boolean typeFirst = random.nextBoolean();
    String type = "\"storageType\":\"" + (absolute ? "p" : "u") + "\"";
    both("\"deletionVector\":{" + (typeFirst ? type + "," : "") + "\"pathOrInlineDv\": ");
    path(file && absolute);
    both((typeFirst ? "" : "," + type) + ",\"sizeInBytes\":4,\"cardinality\":1},");
  }

  private void path(boolean counts) {
    String rest = pick(RESTS);
    if (random.nextInt(3) > 0) {
      int which = random.nextInt(PREFIXES.size());
      text.append('"').append(PREFIXES.get(which)).append(rest).append('"');
      String prefix = (counts ? REWRITTEN : PREFIXES).get(which);
      rewritten.append('"').append(prefix).append(rest).append('"');
    } else {
      both("\"" + pick(OTHERS) + rest + "\"");
    }
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private void both(String same) {
    text.append(same);
    rewritten.append(same);
  }
}
