package dev.levee.bench.running;

import dev.levee.daemon.report.Json;
import dev.levee.sync.model.SystemTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The measured process: reads in one line what is to be replicated, then one command in each, and
 * answers each in one line of JSON. It ends with its standard input, whatever happens to its
 * parent.
 */
final class LeveeServer {
  private static final Map<String, String> OBEYED = Map.of();

  private LeveeServer() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Replication replication = Json.readAnswer(input.readLine(), Replication.class);
    try (InProcessLevee levee = new InProcessLevee(replication, new SystemTime())) {
      Command command = Command.CLOSE;
      do {
        String line = input.readLine();
        command = line == null ? Command.CLOSE : Command.valueOf(line);
        System.out.println(Json.write(answer(levee, command)));
      } while (command != Command.CLOSE);
    }
  }

  private static Object answer(InProcessLevee levee, Command command) throws InterruptedException {
    return switch (command) {
      case AWAIT_CAUGHT_UP -> levee.awaitCaughtUp();
      case SAMPLE -> levee.sample();
      case COLLECT -> levee.collect();
      case RECORD_NOTHING -> recording(levee, Recording.NOTHING);
      case RECORD_PUBLICATIONS -> recording(levee, Recording.PUBLICATIONS);
      case RECORD_TABLES -> recording(levee, Recording.TABLES);
      case FETCH -> levee.fetch();
      case FAIL_OVER -> levee.failOver();
      case CLOSE -> OBEYED;
    };
  }

  private static Object recording(InProcessLevee levee, Recording wanted) {
    levee.record(wanted);
    return OBEYED;
  }
}
