package dev.levee.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Peers are told by what they say of themselves, and what is not measured is said. */
class PeersTest {
  private static final String SECRET = "secret/of+one";
  private static final Bucket ONE = bucket(9001, "one");
  private static final Bucket TWO = bucket(9002, "two");
  private static final Servers TWO_ENDPOINTS = new GivenServers(ONE, TWO, "bench/");
  private static final Servers ONE_ENDPOINT = new GivenServers(ONE, bucket(9001, "two"), "bench/");

  @TempDir Path folder;
  private Peers peers;

  private static Bucket bucket(int port, String name) {
    return new Bucket(URI.create("http://127.0.0.1:" + port), "us-east-1", "key", SECRET, name);
  }

  @BeforeEach
  void search() {
    peers = new Peers("/nowhere:" + folder);
  }

  private void program(String name, String answer) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\necho '" + answer + "'\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void whatIsThereIsMeasuredAndWhatIsNotIsNamed() throws Exception {
    program("rclone", "rclone v1.60.1-DEV");
    program("aws", "aws-cli/2.1 Python/3");

    Peers.Found found = peers.find(List.of(), TWO_ENDPOINTS, Peer::firstCopy);

    assertThat(found.versions()).containsExactly("rclone v1.60.1-DEV");
    assertThat(found.clients()).extracting(Client::name).containsExactly("rclone", "rclone tuned");
    assertThat(found.notMeasured())
        .containsExactly(
            "aws (copies within one endpoint only)",
            "s5cmd (not on the PATH)",
            "mc (not on the PATH)",
            "hadoop (not on the PATH)");
  }

  @Test
  void withinOneEndpointServerSideCopiersAreMeasuredToo() throws Exception {
    program("aws", "aws-cli/2.1 Python/3");
    program("s5cmd", "v2.3.0-991c9fb");

    Peers.Found found = peers.find(List.of(), ONE_ENDPOINT, Peer::synchronization);

    assertThat(found.clients())
        .extracting(Client::name)
        .containsExactly("aws s3 sync", "s5cmd sync --size-only");
  }

  @Test
  void anotherProgramOfThatNameEndsTheBenchmark() throws Exception {
    program("mc", "GNU Midnight Commander 4.8.29");

    assertThatThrownBy(() -> peers.find(List.of(), TWO_ENDPOINTS, Peer::firstCopy))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("GNU Midnight Commander");
  }

  @Test
  void aProgramThatFailsEndsTheBenchmark() throws Exception {
    program("rclone", "x'; exit 3; echo '");

    assertThatThrownBy(() -> peers.find(List.of(), TWO_ENDPOINTS, Peer::firstCopy))
        .hasMessageContaining("fails, so it cannot be measured");
  }

  @Test
  void whatIsAskedForByNameMustBeThere() {
    assertThatThrownBy(() -> peers.find(List.of("rclone"), TWO_ENDPOINTS, Peer::firstCopy))
        .hasMessageContaining("rclone cannot be measured: not on the PATH");
    assertThatThrownBy(() -> peers.find(List.of("rsync"), TWO_ENDPOINTS, Peer::firstCopy))
        .hasMessageContaining("there is no peer 'rsync'");
  }

  static Stream<Peer> all() {
    return Stream.of(new Rclone(), new AwsCli(), new S5cmd(), new MinioClient(), new DistCp());
  }

  @ParameterizedTest
  @MethodSource("all")
  void secretsAreNotAmongArgumentsAndConnectionsAreEqual(Peer peer) {
    Assignment assignment =
        new Assignment(ONE, "data/", bucket(9001, "two"), "run/", List.of(), 16);
    Path program = Path.of("/usr/bin", peer.program());
    List<Client> clients =
        Stream.concat(peer.firstCopy(program).stream(), peer.synchronization(program).stream())
            .toList();

    assertThat(clients).isNotEmpty();
    for (Client client : clients) {
      ProcessBuilder process = client.process().apply(assignment);
      List<String> command = process.command();
      assertThat(command.get(0)).isEqualTo(program.toString());
      assertThat(String.join(" ", command))
          .doesNotContain(SECRET)
          .contains("one/data/", "two/run/data/");
      assertThat(
              peer instanceof AwsCli
                  || command.contains("16")
                  || "16".equals(process.environment().get("GOMAXPROCS")))
          .isTrue();
    }
  }
}
