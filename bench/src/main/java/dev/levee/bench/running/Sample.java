package dev.levee.bench.running;

/**
 * What Levee has used so far.
 *
 * @param seconds since it was told to start, by a clock that never goes back
 * @param cpuSeconds of processors since the start of its process, the kernel's for it included
 * @param requests since its start
 */
public record Sample(double seconds, double cpuSeconds, Requests requests, Heap heap) {}
