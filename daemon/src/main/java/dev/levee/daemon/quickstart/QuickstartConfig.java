package dev.levee.daemon.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The daemon's configuration: {@code config/quickstart.yaml} of the distribution, with the ports
 * that are really used.
 */
final class QuickstartConfig {
  static final int EAST_PORT = 9001;
  static final int WEST_PORT = 9002;
  static final int ADMIN_PORT = 8686;

  private final Path file;
  private final URI admin;
  private final Map<String, String> variables;

  private QuickstartConfig(Path file, URI admin, Map<String, String> variables) {
    this.file = file;
    this.admin = admin;
    this.variables = variables;
  }

  /** Writes the file into the run's folder. */
  static QuickstartConfig write(Path folder, Side east, Side west) throws IOException {
    String admin = "127.0.0.1:" + freePort(ADMIN_PORT);
    String text;
    try (InputStream stream = QuickstartConfig.class.getResourceAsStream("quickstart.yaml")) {
      text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    text =
        text.replace("127.0.0.1:" + ADMIN_PORT, admin)
            .replace("127.0.0.1:" + EAST_PORT, east.address())
            .replace("127.0.0.1:" + WEST_PORT, west.address());
    Path file = Files.writeString(folder.resolve("quickstart.yaml"), text);
    return new QuickstartConfig(
        file,
        URI.create("http://" + admin),
        Map.of("QUICKSTART_EAST_SECRET", east.secret(), "QUICKSTART_WEST_SECRET", west.secret()));
  }

  private static int freePort(int wanted) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket socket = new ServerSocket(wanted, 1, loopback)) {
      return socket.getLocalPort();
    } catch (IOException taken) {
      try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
        return socket.getLocalPort();
      }
    }
  }

  Path file() {
    return file;
  }

  URI admin() {
    return admin;
  }

  Map<String, String> variables() {
    return variables;
  }

  /** What a command needs to find the daemon; empty when it is where commands look first. */
  String adminOption() {
    return admin.getPort() == ADMIN_PORT ? "" : " --admin " + admin;
  }
}
