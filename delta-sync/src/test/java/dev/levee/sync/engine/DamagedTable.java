package dev.levee.sync.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.testing.SparkTables;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table that Spark wrote, and what a line of the bad inputs makes of its files. */
final class DamagedTable {
  private static final String V2_JSON =
      "_delta_log/%020d.checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.json";

  private static final Map<String, SortedMap<String, byte[]>> SOUND = new ConcurrentHashMap<>();

  private final SortedMap<String, byte[]> files;

  private DamagedTable(String name) {
    this.files = new TreeMap<>(sound(name));
  }

  /** The table as Spark wrote it; nobody changes these bytes. */
  static SortedMap<String, byte[]> sound(String name) {
    return SOUND.computeIfAbsent(name, SparkTables::files);
  }

  static SortedMap<String, byte[]> files(String table, String steps) {
    DamagedTable damaged = new DamagedTable(table);
    Arrays.stream(steps.split(" ; ")).forEach(step -> damaged.apply(step.split(" ", 3)));
    return damaged.files;
  }

  /** The only key with these words in it; the key itself behind a plus. */
  static String key(SortedMap<String, byte[]> files, String words) {
    if (words.startsWith("+")) {
      return words.substring(1);
    }
    return files.keySet().stream()
        .filter(key -> key.contains(words))
        .reduce(
            (one, other) -> {
              throw new IllegalArgumentException(words + " is in " + one + " and in " + other);
            })
        .orElseThrow(() -> new IllegalArgumentException("no file with " + words));
  }

  private void apply(String[] step) {
    String key = step[0].equals("v2json") || step[0].equals("longkey") ? "" : fileOf(step);
    String rest = step.length < 3 ? "" : step[2];
    switch (step[0]) {
      case "delete" -> files.remove(key);
      case "empty" -> files.put(key, new byte[0]);
      case "cut" -> files.put(key, cut(files.get(key), Integer.parseInt(rest)));
      case "flip" -> files.put(key, flipped(files.get(key), Integer.parseInt(rest)));
      case "write" -> files.put(key, (rest + "\n").getBytes(UTF_8));
      case "fill" -> files.put(key, filled(Integer.parseInt(rest)));
      case "text" -> files.put(key, replaced(files.get(key), rest.split(" => ?", 2)));
      case "copy" -> files.put(key(files, rest.substring(3)), files.get(key).clone());
      case "copy-data" -> files.put(key, aDataFile());
      case "foreign" -> files.put(key(files, rest.split(" => ", 2)[1]), foreign(step[1], rest));
      case "lie-size" -> lieAboutSize(key, rest);
      case "v2json" -> writeV2Json(Long.parseLong(step[1]), rest);
      case "longkey" -> writeLongKey(Long.parseLong(step[1]));
      default -> throw new IllegalArgumentException("no step: " + step[0]);
    }
  }

  private String fileOf(String[] step) {
    return step[0].equals("foreign") ? "" : key(files, step[1]);
  }

  private static byte[] foreign(String table, String rest) {
    SortedMap<String, byte[]> other = sound(table);
    return other.get(key(other, rest.split(" => ", 2)[0]));
  }

  private static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length < 0 ? bytes.length + length : length);
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at < 0 ? bytes.length + at : at] ^= (byte) 0xFF;
    return changed;
  }

  private static byte[] filled(int length) {
    return ("{\"version\":10,\"size\":13,\"x\":\"" + "x".repeat(length) + "\"}").getBytes(UTF_8);
  }

  private static byte[] replaced(byte[] bytes, String[] change) {
    String text = new String(bytes, UTF_8);
    String changed =
        Pattern.compile(change[0]).matcher(text).replaceFirst(Matcher.quoteReplacement(change[1]));
    if (changed.equals(text)) {
      throw new IllegalArgumentException("not in the file: " + change[0]);
    }
    return changed.getBytes(UTF_8);
  }

  private byte[] aDataFile() {
    return files.entrySet().stream()
        .filter(file -> file.getKey().startsWith("part-"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  /** Every size that the commit states; its checksum and later ones would contradict it. */
  private void lieAboutSize(String commit, String size) {
    String text = new String(files.get(commit), UTF_8);
    files.put(commit, text.replaceAll("\"size\":\\d+", "\"size\":" + size).getBytes(UTF_8));
  }

  private void writeV2Json(long version, String actions) {
    String zero = new String(files.get("_delta_log/00000000000000000000.json"), UTF_8);
    StringBuilder text = new StringBuilder("{\"checkpointMetadata\":{\"version\":16}}\n");
    zero.lines()
        .filter(line -> Arrays.stream(actions.split(",")).anyMatch(a -> line.startsWith("{\"" + a)))
        .forEach(line -> text.append(line).append('\n'));
    files.put(V2_JSON.formatted(version), text.toString().getBytes(UTF_8));
  }

  private void writeLongKey(long version) {
    String add =
        "{\"add\":{\"path\":\"%s\",\"partitionValues\":{},\"size\":1,\"modificationTime\":1,\"dataChange\":true}}\n";
    files.put(
        "_delta_log/%020d.json".formatted(version),
        add.formatted("k".repeat(1020)).getBytes(UTF_8));
  }
}
