package dev.levee.bench.running;

import dev.levee.bench.BenchException;
import dev.levee.bench.JavaProcess;
import dev.levee.bench.MeteredProcess;
import dev.levee.daemon.report.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Levee in a fresh process of its own, so that what it uses is its own. */
public final class LeveeProcess implements RunningLevee {
  private static final long STOP_SECONDS = 30;

  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  private LeveeProcess(Process process) {
    this.process = process;
    this.questions =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts one.
   *
   * @param heap its limit, as Java's {@code -Xmx} takes it
   */
  public static LeveeProcess start(Replication replication, String heap) {
    try {
      LeveeProcess started =
          new LeveeProcess(JavaProcess.like("run", LeveeServer.class, heap).start());
      // Through the pipe, since it has the secrets in it.
      started.say(Json.write(replication));
      return started;
    } catch (IOException e) {
      throw new BenchException("Levee does not start: " + e.getMessage(), e);
    }
  }

  private void say(String line) throws IOException {
    questions.write(line + "\n");
    questions.flush();
  }

  private <T> T ask(Command command, Class<T> answer) {
    try {
      say(command.name());
      String line =
          JavaProcess.answer(answers.lines())
              .orElseThrow(() -> new BenchException("Levee's process has ended; see above"));
      return Json.readAnswer(line, answer);
    } catch (IOException e) {
      throw new BenchException("Levee's process has ended: " + e.getMessage(), e);
    }
  }

  @Override
  public Sample awaitCaughtUp() {
    return ask(Command.AWAIT_CAUGHT_UP, Sample.class);
  }

  @Override
  public Sample sample() {
    return ask(Command.SAMPLE, Sample.class);
  }

  @Override
  public LiveSet collect() {
    return ask(Command.COLLECT, LiveSet.class);
  }

  @Override
  public void record(Recording wanted) {
    Map<?, ?> unused = ask(Command.record(wanted), Map.class);
  }

  @Override
  public Recorded fetch() {
    return ask(Command.FETCH, Recorded.class);
  }

  @Override
  public Switched failOver() {
    return ask(Command.FAIL_OVER, Switched.class);
  }

  @Override
  public long peakResidentBytes() {
    return MeteredProcess.peakResidentBytes(process.pid());
  }

  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        Map<?, ?> unused = ask(Command.CLOSE, Map.class);
      }
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new BenchException("Levee does not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
