package dev.levee.bench.running;

import dev.levee.daemon.report.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * How many requests there were of each sort.
 *
 * @param counts those that there were, in the order of the sorts
 */
public record Requests(List<Count> counts) {
  /** Copies the list. */
  public Requests {
    counts = List.copyOf(counts);
  }

  /** How many of one sort. */
  public record Count(RequestSort sort, long number) {}

  /** Counts requests. */
  public static Requests of(List<Request> requests) {
    RequestCounter counter = new RequestCounter();
    requests.forEach(counter);
    return counter.now();
  }

  /** What came since an earlier count. */
  public Requests since(Requests earlier) {
    return new Requests(
        counts.stream()
            .map(now -> new Count(now.sort(), now.number() - earlier.number(now.sort()::equals)))
            .filter(difference -> difference.number() > 0)
            .toList());
  }

  /** How many there are of some sorts. */
  public long number(Predicate<RequestSort> sorts) {
    return only(sorts).counts.stream().mapToLong(Count::number).sum();
  }

  /** The counts of some sorts. */
  public Requests only(Predicate<RequestSort> sorts) {
    return new Requests(counts.stream().filter(count -> sorts.test(count.sort())).toList());
  }

  /**
   * For people: one line each.
   *
   * @param unit what the last column is for each of
   * @param units how many of those there are
   */
  public String text(String unit, double units) {
    TextTable table =
        new TextTable("STORE", "OBJECT", "REQUEST", "ANSWER", "NUMBER", "EACH " + unit);
    for (Count count : counts) {
      RequestSort sort = count.sort();
      table.row(
          lower(sort.side()),
          lower(sort.object()),
          sort.kind().name(),
          lower(sort.answer()),
          Long.toString(count.number()),
          String.format(Locale.ROOT, "%.3f", count.number() / units));
    }
    return table.toString();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
