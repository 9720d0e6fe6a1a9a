package dev.levee.daemon.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is logged at all; how a process comes to log so is seen by starting one. */
class LogbackProviderTest {
  private final LogbackProvider provider = new LogbackProvider();

  @BeforeEach
  void initialize() {
    provider.initialize();
  }

  private Logger logger(String name) {
    return ((LoggerContext) provider.getLoggerFactory()).getLogger(name);
  }

  @Test
  void leveesOwnLoggersSayWhatTheEnvironmentAsksFor() {
    assertThat(LogbackProvider.ofLevee(null)).isEqualTo(Level.INFO);
    assertThat(LogbackProvider.ofLevee("debug")).isEqualTo(Level.DEBUG);
    assertThat(LogbackProvider.ofLevee("OFF")).isEqualTo(Level.OFF);
    assertThat(LogbackProvider.ofLevee("verbose")).isEqualTo(Level.INFO);
    assertThat(logger("dev.levee").getLevel())
        .isEqualTo(LogbackProvider.ofLevee(System.getenv("LEVEE_LOG")));
    assertThat(logger("dev.levee.audit").isInfoEnabled()).isTrue();
  }

  @Test
  void librariesSpeakOnlyOfTroubleAndNeverOfCredentials() {
    assertThat(logger("org.eclipse.jetty.Thing").getEffectiveLevel()).isEqualTo(Level.WARN);
    assertThat(logger("org.apache.hadoop.fs.FileSystem").isWarnEnabled()).isFalse();
    assertThat(logger("org.apache.hc.client5.http.wire").isErrorEnabled()).isFalse();
    assertThat(logger("software.amazon.awssdk.request").isErrorEnabled()).isFalse();
    assertThat(logger("levee.events").isErrorEnabled()).isFalse();
  }

  @Test
  void propertiesNameTheProviderAndKeepItsChoiceUnsaid() {
    assertThat(LogbackProvider.properties())
        .containsEntry("slf4j.provider", LogbackProvider.class.getName())
        .containsEntry("slf4j.internal.verbosity", "WARN");
  }
}
