package dev.levee.sync.catalog;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** One text for one meaning, for what attributes are made of. */
final class CanonicalText {
  private CanonicalText() {}

  static String quoted(String text) {
    return text.isEmpty()
        ? ""
        : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  static String of(SortedMap<String, String> map) {
    return map.entrySet().stream()
        .map((Map.Entry<String, String> e) -> quoted(e.getKey()) + ":" + quoted(e.getValue()))
        .collect(Collectors.joining(","));
  }

  static String of(List<Column> columns) {
    return columns.stream().map(Column::canonical).collect(Collectors.joining("\n"));
  }
}
