package dev.levee.bench.running;

import java.util.Comparator;

/** What can be told apart of requests that are only counted. */
public record RequestSort(Side side, ObjectKind object, RequestKind kind, Answer answer)
    implements Comparable<RequestSort> {
  private static final Comparator<RequestSort> ORDER =
      Comparator.comparing(RequestSort::side)
          .thenComparing(RequestSort::object)
          .thenComparing(RequestSort::kind)
          .thenComparing(RequestSort::answer);

  /** Whether these read the primary's log in vain: empty polls, as almost all of them are. */
  public boolean isEmptyPoll() {
    return side == Side.PRIMARY
        && object == ObjectKind.LOG
        && kind == RequestKind.GET
        && answer == Answer.ABSENT;
  }

  /**
   * Whether these are what a table's turn is while nothing happens in it: they ask for its next
   * commit, or whether its newest one is still the same.
   */
  public boolean isLook() {
    return isEmptyPoll()
        || (side == Side.PRIMARY && object == ObjectKind.LOG && kind == RequestKind.HEAD);
  }

  /** Whether these are about tables, and not about what Levee keeps of its own. */
  public boolean isOfTables() {
    return object == ObjectKind.LOG || object == ObjectKind.DATA;
  }

  /** Whether these wrote data objects into the secondary. */
  public boolean isDataCopy() {
    return side == Side.SECONDARY
        && object == ObjectKind.DATA
        && answer == Answer.DONE
        && (kind == RequestKind.PUT || kind == RequestKind.COPY || kind == RequestKind.COMPLETE);
  }

  /** In the order of the enums. */
  @Override
  public int compareTo(RequestSort other) {
    return ORDER.compare(this, other);
  }
}
