package dev.levee.bench.steady;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.levee.bench.Report;
import dev.levee.bench.running.Heap;
import dev.levee.daemon.report.Wording;

/**
 * What came of {@code memory}.
 *
 * @param adds how many files the one commit adds
 * @param commitBytes the size of the commit
 * @param seconds from Levee's start until the table was caught up
 * @param floorSeconds of the plainest client for the same objects
 * @param cpuSeconds of Levee's until then
 * @param liveBytes of the heap after a whole collection at the end
 * @param heap since the start
 * @param peakResidentBytes of the process
 */
record MemoryReport(
    Conditions conditions,
    int adds,
    long commitBytes,
    double seconds,
    double floorSeconds,
    double cpuSeconds,
    long liveBytes,
    Heap heap,
    long peakResidentBytes)
    implements Report {
  /** Levee's time over the floor's. */
  @JsonProperty("times_floor")
  double timesFloor() {
    return seconds / floorSeconds;
  }

  @Override
  public String text() {
    return """
        a commit of %s, %s

        %s s, %s s of processors; %s times the floor of a GET and a PUT each (%s s)
        heap: at most %s after a collection, %s with garbage (target: under 384 MiB); %s live at the end
        peak RSS %s
        """
        .formatted(
            Wording.count(adds, "file"),
            Wording.size(commitBytes),
            Figures.of(seconds, 2),
            Figures.of(cpuSeconds, 2),
            Figures.of(timesFloor(), 2),
            Figures.of(floorSeconds, 2),
            Wording.size(heap.peakAfterCollectionBytes()),
            Wording.size(heap.peakBytes()),
            Wording.size(liveBytes),
            Wording.size(peakResidentBytes));
  }
}
