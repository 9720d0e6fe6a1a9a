package dev.levee.sync.store.testing.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.model.Location;
import dev.levee.sync.publish.LogPublisher;
import dev.levee.sync.publish.PublishOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import dev.levee.sync.store.testing.proxy.ProxyFault.CaptivePage;
import dev.levee.sync.store.testing.proxy.ProxyFault.DroppedAnswer;
import dev.levee.sync.store.testing.proxy.ProxyFault.Late;
import dev.levee.sync.store.testing.proxy.ProxyFault.Refusal;
import dev.levee.sync.store.testing.proxy.ProxyFault.ResetAfter;
import dev.levee.sync.store.testing.proxy.ProxyFault.ResetBefore;
import dev.levee.sync.store.testing.proxy.ProxyFault.Truncated;
import dev.levee.sync.store.testing.proxy.ProxyFault.WrongLength;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Publishers that want the same name, behind a network that fails. */
class RacingPublishersTest {
  private static final Location FOLDER = Location.parse("s3://bucket/log/");

  private FaultyS3 s3;

  @BeforeEach
  void start() throws IOException {
    s3 = new FaultyS3();
  }

  @AfterEach
  void stop() throws IOException {
    s3.close();
  }

  @Test
  void ofManyPublishersThroughFaultsOneWinsAndEachIsToldTheTruth() throws Exception {
    List<ProxyFault> faults =
        List.of(
            new ResetBefore(),
            new ResetAfter(),
            new DroppedAnswer(),
            new CaptivePage(),
            new Truncated(3),
            new WrongLength(9),
            new Late(Duration.ofMillis(30)),
            Refusal.SLOW_DOWN,
            Refusal.INTERNAL_ERROR,
            Refusal.TOO_MANY_REQUESTS);
    s3.proxy().plan(FaultPlan.random(new Random(7), 4, faults));
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      for (int name = 0; name < 40; name++) {
        race(FOLDER.resolve("commit-" + name), threads);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(s3.proxy().counts()).hasSizeGreaterThan(6);
  }

  /** Three publishers of different bytes under one name: whoever is told so has published. */
  private void race(Location location, ExecutorService threads) throws Exception {
    List<Future<Optional<String>>> publishers = new ArrayList<>();
    for (String bytes : List.of("a", "b", "c")) {
      publishers.add(threads.submit(() -> published(location, bytes)));
    }
    Set<String> winners = new TreeSet<>();
    for (Future<Optional<String>> publisher : publishers) {
      publisher.get().ifPresent(winners::add);
    }
    String there =
        s3.direct().open(location).map(content -> new String(content.readAll(), UTF_8)).orElse("");
    assertThat(winners).as(location + " has " + there).isSubsetOf(there);
  }

  private Optional<String> published(Location location, String bytes) {
    try {
      PublishOutcome outcome =
          new LogPublisher(s3.store()).publish(NewObject.of(location, bytes.getBytes(UTF_8)));
      boolean there =
          outcome.match(created -> true, other -> false, broken -> false, unsettled -> false);
      return there ? Optional.of(bytes) : Optional.empty();
    } catch (StoreException passing) {
      assertThat(passing.kind()).isIn(Kind.TRANSIENT, Kind.THROTTLED);
      return Optional.empty();
    }
  }
}
