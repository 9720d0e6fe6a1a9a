package dev.levee.daemon.cli;

import dev.levee.daemon.Components;
import dev.levee.daemon.StoreProbe.Finding;
import dev.levee.daemon.stores.OpenRegions;
import dev.levee.daemon.testing.TestingConfig;
import dev.levee.daemon.testing.TestingEngine;
import dev.levee.daemon.testing.TestingStop;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.model.Time;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs commands as the process would, with everything around them in memory. */
final class CommandFixture {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final TestingStop stop = new TestingStop();
  private final Path config;
  private final TestingEngine engine;
  private Optional<Terminal.Person> person = Optional.empty();
  private Time time = new SystemTime();

  CommandFixture(Path folder) {
    this.config = TestingConfig.write(folder);
    this.engine = new TestingEngine(TestingConfig.load(folder));
  }

  CommandFixture withPerson(Terminal.Person newPerson) {
    person = Optional.of(newPerson);
    return this;
  }

  CommandFixture withTime(Time newTime) {
    time = newTime;
    return this;
  }

  CommandFixture withVariable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  CommandFixture withFinding(Finding finding) {
    findings.add(finding);
    return this;
  }

  Path config() {
    return config;
  }

  TestingEngine engine() {
    return engine;
  }

  TestingStop stop() {
    return stop;
  }

  int run(String... arguments) {
    Terminal terminal =
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), person);
    Components components =
        new Components(
            loaded -> engine,
            loaded -> List.copyOf(findings),
            OpenRegions.opener(time),
            (folder, port, accessKey, secretKey) -> {
              throw new IOException("no server in tests");
            },
            time);
    return Levee.execute(new Surroundings(components, terminal, stop, environment::get), arguments);
  }

  /** What was written to stdout since the last call. */
  String out() {
    return taken(out);
  }

  /** What was written to stderr since the last call. */
  String err() {
    return taken(err);
  }

  private static String taken(StringWriter writer) {
    String text = writer.toString();
    writer.getBuffer().setLength(0);
    return text;
  }
}
