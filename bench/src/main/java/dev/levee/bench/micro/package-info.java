/** Benchmarks of single pure parts, in the Java Microbenchmark Harness (JMH). */
package dev.levee.bench.micro;
