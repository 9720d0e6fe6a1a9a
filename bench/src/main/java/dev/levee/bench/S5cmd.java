package dev.levee.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code s5cmd cp} and {@code s5cmd sync} between two buckets of one endpoint. */
final class S5cmd implements Peer {
  @Override
  public String program() {
    return "s5cmd";
  }

  @Override
  public Identity identity() {
    return new Identity(List.of("version"), Pattern.compile("(v\\d\\S+)"));
  }

  @Override
  public Optional<String> obstacle(Servers servers) {
    return servers.areOneEndpoint()
        ? Optional.empty()
        : Optional.of("copies within one endpoint only");
  }

  @Override
  public List<Client> firstCopy(Path program) {
    return List.of(client(program, "s5cmd cp", List.of("cp")));
  }

  @Override
  public List<Client> synchronization(Path program) {
    return List.of(client(program, "s5cmd sync --size-only", List.of("sync", "--size-only")));
  }

  private static Client client(Path program, String name, List<String> command) {
    return Client.peer(name, assignment -> process(program, command, assignment));
  }

  private static ProcessBuilder process(Path program, List<String> command, Assignment assignment) {
    ProcessBuilder process =
        new ProcessBuilder(
            program.toString(),
            "--log",
            "error",
            "--numworkers",
            Integer.toString(assignment.connections()),
            "--endpoint-url",
            assignment.source().endpoint().toString());
    process.command().addAll(command);
    process
        .command()
        .addAll(
            List.of(
                "s3://" + assignment.source().name() + "/" + assignment.sourceData() + "*",
                "s3://" + assignment.target().name() + "/" + assignment.targetData()));
    AwsCli.identify(process.environment(), assignment.source());
    return process;
  }
}
