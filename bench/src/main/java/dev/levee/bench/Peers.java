package dev.levee.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * Finds the peers on this machine. One that is not there, or cannot copy between the stores, is
 * named as not measured; one that is there and cannot be used ends the benchmark.
 */
final class Peers {
  /** Instead of names: none at all. */
  static final String NONE = "none";

  private static final List<Peer> ALL =
      List.of(new Rclone(), new AwsCli(), new S5cmd(), new MinioClient(), new DistCp());
  private static final long ANSWER_SECONDS = 60;

  private final String searchPath;

  /** Searches these folders, as the variable PATH has them. */
  Peers(String searchPath) {
    this.searchPath = searchPath;
  }

  /**
   * What to look a peer's clients up by: {@link Peer#firstCopy} or {@link Peer#synchronization}.
   */
  interface Use extends BiFunction<Peer, Path, List<Client>> {}

  /**
   * What was found.
   *
   * @param versions of those that are measured
   * @param notMeasured each with its reason
   */
  record Found(List<Client> clients, List<String> versions, List<String> notMeasured) {
    /** No peers, and none looked for. */
    static final Found NOTHING = new Found(List.of(), List.of(), List.of());

    /** Copies the lists. */
    Found {
      clients = List.copyOf(clients);
      versions = List.copyOf(versions);
      notMeasured = List.copyOf(notMeasured);
    }
  }

  /**
   * Looks for peers.
   *
   * @param wanted programs that have to be measured; empty for all that are found
   * @throws BenchException when a wanted one cannot be measured, or one is not what its name says
   */
  Found find(List<String> wanted, Servers servers, Use use) throws InterruptedException {
    if (wanted.equals(List.of(NONE))) {
      return Found.NOTHING;
    }
    List<Client> clients = new ArrayList<>();
    List<String> versions = new ArrayList<>();
    List<String> notMeasured = new ArrayList<>();
    for (Peer peer : chosen(wanted)) {
      Optional<Path> program = onPath(peer.program());
      Optional<String> reason =
          program.isEmpty() ? Optional.of("not on the PATH") : peer.obstacle(servers);
      if (reason.isPresent() && !wanted.isEmpty()) {
        throw new BenchException(peer.program() + " cannot be measured: " + reason.get());
      } else if (reason.isPresent()) {
        notMeasured.add(peer.program() + " (" + reason.get() + ")");
      } else {
        versions.add(peer.program() + " " + version(peer, program.orElseThrow()));
        clients.addAll(use.apply(peer, program.orElseThrow()));
      }
    }
    return new Found(clients, versions, notMeasured);
  }

  private static List<Peer> chosen(List<String> wanted) {
    List<String> known = ALL.stream().map(Peer::program).toList();
    for (String name : wanted) {
      if (!known.contains(name)) {
        throw new BenchException(
            "there is no peer '%s'; known are %s, or %s".formatted(name, known, NONE));
      }
    }
    return ALL.stream()
        .filter(peer -> wanted.isEmpty() || wanted.contains(peer.program()))
        .toList();
  }

  private Optional<Path> onPath(String program) {
    return Stream.of(searchPath.split(":", -1))
        .map(folder -> Path.of(folder, program))
        .filter(file -> Files.isExecutable(file) && Files.isRegularFile(file))
        .findFirst();
  }

  private static String version(Peer peer, Path program) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(peer.identity().arguments());
    String answer = firstLine(command);
    Matcher matcher = peer.identity().answer().matcher(answer);
    if (!matcher.matches()) {
      throw new BenchException(
          "%s answers '%s', so it is not the %s that is meant; take it off the PATH, or choose others with --peers"
              .formatted(String.join(" ", command), answer, peer.program()));
    }
    return matcher.group(1);
  }

  private static String firstLine(List<String> command) throws InterruptedException {
    String name = String.join(" ", command);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new BenchException(name + " fails, so it cannot be measured");
      }
      return output.lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new BenchException(name + " cannot be started: " + e.getMessage(), e);
    }
  }
}
