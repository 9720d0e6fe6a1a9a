package dev.levee.bench;

import dev.levee.daemon.report.Json;
import dev.levee.sync.catalog.unity.UnityCatalogSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The servers that are measured against: two stand-ins in a child process, or given ones. */
final class CatalogServers implements AutoCloseable {
  private static final String HEAP = "2g";

  private final UnityCatalogSettings source;
  private final UnityCatalogSettings target;
  private final Optional<Process> process;
  private final Optional<BufferedReader> answers;

  private CatalogServers(
      UnityCatalogSettings source,
      UnityCatalogSettings target,
      Optional<Process> process,
      Optional<BufferedReader> answers) {
    this.source = source;
    this.target = target;
    this.process = process;
    this.answers = answers;
  }

  /** Servers of others; they do not tell their requests. */
  static CatalogServers given(UnityCatalogSettings source, UnityCatalogSettings target) {
    return new CatalogServers(source, target, Optional.empty(), Optional.empty());
  }

  /** Starts stand-ins; returns when they listen. */
  static CatalogServers start() {
    try {
      Process process = JavaProcess.of(CatalogServer.class, HEAP).start();
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      CatalogServer.Endpoints endpoints =
          Json.readAnswer(next(answers), CatalogServer.Endpoints.class);
      return new CatalogServers(
          settings(endpoints.source()),
          settings(endpoints.target()),
          Optional.of(process),
          Optional.of(answers));
    } catch (IOException e) {
      throw new BenchException("the catalog servers do not start: " + e.getMessage(), e);
    }
  }

  private static UnityCatalogSettings settings(URI server) {
    return UnityCatalogSettings.of(server, () -> CatalogServer.TOKEN);
  }

  private static String next(BufferedReader answers) {
    return JavaProcess.answer(answers.lines())
        .orElseThrow(() -> new BenchException("the catalog servers ended; see above"));
  }

  UnityCatalogSettings source() {
    return source;
  }

  UnityCatalogSettings target() {
    return target;
  }

  /** How many requests there were since it was asked last; empty for servers of others. */
  Optional<CatalogServer.Requests> requests() {
    if (process.isEmpty()) {
      return Optional.empty();
    }
    try {
      process.get().getOutputStream().write('\n');
      process.get().getOutputStream().flush();
      return Optional.of(
          Json.readAnswer(next(answers.orElseThrow()), CatalogServer.Requests.class));
    } catch (IOException e) {
      throw new BenchException("the catalog servers ended: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    process.ifPresent(Process::destroy);
  }
}
