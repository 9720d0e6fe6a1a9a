package dev.levee.bench.running;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts requests. Safe to use from any thread; however many there are, it stays as small. */
final class RequestCounter implements Consumer<Request> {
  private final Map<RequestSort, LongAdder> numbers = new ConcurrentHashMap<>();

  @Override
  public void accept(Request request) {
    RequestSort sort =
        new RequestSort(request.side(), request.object(), request.kind(), request.answer());
    numbers.computeIfAbsent(sort, unused -> new LongAdder()).increment();
  }

  /** What there was so far. Requests that end meanwhile may be in it or not. */
  Requests now() {
    return new Requests(
        numbers.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> new Requests.Count(entry.getKey(), entry.getValue().sum()))
            .toList());
  }
}
