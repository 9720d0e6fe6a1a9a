package dev.levee.bench;

import dev.levee.daemon.report.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One or two embedded S3 servers in a child process, with their buckets in a folder that goes with
 * it.
 */
public final class EmbeddedServers implements Servers {
  private static final String HEAP = "2g";
  private static final String REGION = "us-east-1";
  private static final long STOP_SECONDS = 10;

  private final Process process;
  private final Path folder;
  private final ServerProcess.Endpoints endpoints;

  private EmbeddedServers(Process process, Path folder, ServerProcess.Endpoints endpoints) {
    this.process = process;
    this.folder = folder;
    this.endpoints = endpoints;
  }

  /** Starts a server for each side, in the system's temporary folder; returns when they listen. */
  public static EmbeddedServers start() {
    return start(temporary());
  }

  /** The same in a folder of its own in this one. */
  public static EmbeddedServers start(Path parent) {
    return start(parent, List.of());
  }

  /** Starts one server with both buckets. */
  static EmbeddedServers oneEndpoint() {
    return oneEndpoint(temporary());
  }

  /** The same in a folder of its own in this one. */
  static EmbeddedServers oneEndpoint(Path parent) {
    return start(parent, List.of(ServerProcess.ONE_ENDPOINT));
  }

  /** Where there is nothing said of a folder. */
  static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static EmbeddedServers start(Path parent, List<String> mode) {
    try {
      Path folder = Files.createTempDirectory(parent, "levee-bench-");
      List<String> arguments = new ArrayList<>(List.of(folder.toString()));
      arguments.addAll(mode);
      Process process =
          JavaProcess.of(ServerProcess.class, HEAP, arguments.toArray(new String[0])).start();
      BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line =
          JavaProcess.answer(output.lines())
              .orElseThrow(
                  () -> new BenchException("the S3 servers do not start; their message is above"));
      return new EmbeddedServers(
          process, folder, Json.readAnswer(line, ServerProcess.Endpoints.class));
    } catch (IOException e) {
      throw new BenchException("the S3 servers do not start in " + parent + ": " + e, e);
    }
  }

  @Override
  public Bucket primary() {
    return bucket(endpoints.primary(), ServerProcess.PRIMARY);
  }

  @Override
  public Bucket secondary() {
    return bucket(endpoints.secondary(), ServerProcess.SECONDARY);
  }

  private static Bucket bucket(URI endpoint, String name) {
    return new Bucket(endpoint, REGION, ServerProcess.ACCESS_KEY, ServerProcess.SECRET_KEY, name);
  }

  @Override
  public OptionalDouble cpuSeconds() {
    return OptionalDouble.of(MeteredProcess.cpuSeconds(process.toHandle()));
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      remove();
    } catch (IOException e) {
      throw new BenchException("cannot remove " + folder + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void remove() throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder)) {
      files = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
