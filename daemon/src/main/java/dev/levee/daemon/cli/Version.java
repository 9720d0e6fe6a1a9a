package dev.levee.daemon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which Levee this is, as its build wrote it down. */
final class Version implements IVersionProvider {
  /** The version alone, such as {@code 0.1.0}. */
  static String number() throws IOException {
    Properties properties = new Properties();
    try (InputStream stream = Version.class.getResourceAsStream("version.properties")) {
      properties.load(stream);
    }
    return properties.getProperty("version");
  }

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {
      "levee " + number(), "Java ${java.version} (${java.vendor}), ${os.name} ${os.arch}"
    };
  }
}
