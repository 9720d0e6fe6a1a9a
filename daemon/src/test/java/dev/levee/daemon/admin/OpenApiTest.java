package dev.levee.daemon.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import dev.levee.daemon.catalog.ReadEndpoint;
import dev.levee.daemon.report.CatalogStatusReport;
import dev.levee.daemon.report.ErrorReport;
import dev.levee.daemon.report.EventReport;
import dev.levee.daemon.report.FailoverBody;
import dev.levee.daemon.report.FailoverPreviewReport;
import dev.levee.daemon.report.GroupReport;
import dev.levee.daemon.report.LossesReport;
import dev.levee.daemon.report.Metrics;
import dev.levee.daemon.report.MirrorReport;
import dev.levee.daemon.report.NotificationReport;
import dev.levee.daemon.report.Readiness;
import dev.levee.daemon.report.StableUrlReport;
import dev.levee.daemon.report.TableReport;
import dev.levee.daemon.stableurl.StableUrls;
import dev.levee.daemon.testing.TestingConfig;
import dev.levee.daemon.testing.TestingEngine;
import dev.levee.daemon.testing.TestingTime;
import dev.levee.sync.catalog.CatalogError;
import dev.levee.sync.engine.FailoverAnswer;
import dev.levee.sync.engine.GroupStatus;
import dev.levee.sync.engine.Progress;
import dev.levee.sync.engine.ReplicationEvent;
import dev.levee.sync.engine.TableStatus;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.sweep.DeletesStatus;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document of the admin port says what the admin port does. */
class OpenApiTest {
  private JsonNode document;

  @BeforeEach
  void read() throws IOException {
    try (InputStream stream = Routes.class.getResourceAsStream("openapi.json")) {
      document = new ObjectMapper().readTree(stream);
    }
  }

  @Test
  void itListsExactlyTheRoutesThatAreServed(@TempDir Path folder) {
    TestingEngine engine = new TestingEngine(TestingConfig.load(folder));
    TestingTime time = new TestingTime();
    List<String> served =
        new Routes(
                engine,
                new CatalogRoutes(
                    engine.groups(),
                    StableUrls.none(),
                    ReadEndpoint.of(engine.groups(), Runnable::run, time),
                    time),
                new Metrics(engine.groups(), List.of(), time),
                time)
            .all().stream()
                .map(route -> route.method() + " " + route.path().replaceAll("<(.*)>", "{$1}"))
                .sorted()
                .toList();
    List<String> documented =
        document.get("paths").properties().stream()
            .flatMap(
                path ->
                    path.getValue().properties().stream()
                        .map(
                            method ->
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
            .sorted()
            .toList();

    assertThat(documented).isEqualTo(served);
  }

  @Test
  void itsDocumentsHaveExactlyTheFieldsThatAreSent() {
    Map<String, Class<?>> documents =
        Map.ofEntries(
            Map.entry("FailoverGroup", GroupReport.class),
            Map.entry("Table", TableReport.class),
            Map.entry("Deletes", DeletesStatus.class),
            Map.entry("Mirror", MirrorReport.class),
            Map.entry("Event", EventReport.class),
            Map.entry("Losses", LossesReport.class),
            Map.entry("TableLoss", LossesReport.Table.class),
            Map.entry("Progress", Progress.class),
            Map.entry("FailoverRequest", FailoverBody.class),
            Map.entry("FailoverPreview", FailoverPreviewReport.class),
            Map.entry("TablePreview", FailoverPreviewReport.Table.class),
            Map.entry("Readiness", Readiness.class),
            Map.entry("CatalogStatus", CatalogStatusReport.class),
            Map.entry("MisfitCount", CatalogStatusReport.MisfitCount.class),
            Map.entry("Misfit", CatalogStatusReport.MisfitReport.class),
            Map.entry("StableUrl", StableUrlReport.class),
            Map.entry("NotificationResult", NotificationReport.class),
            Map.entry("Error", ErrorReport.class));
    documents.forEach(
        (name, type) -> assertThat(properties(name)).as(name).isEqualTo(fields(type)));
  }

  private Set<String> properties(String schema) {
    return document.at("/components/schemas/" + schema + "/properties").properties().stream()
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static Set<String> fields(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .map(new SnakeCaseStrategy()::translate)
        .collect(Collectors.toSet());
  }

  @Test
  void itsEnumerationsAreTheOnesOfTheEngine() {
    assertThat(values("FailoverGroup", "state")).isEqualTo(names(GroupState.values()));
    assertThat(values("FailoverGroup", "role")).isEqualTo(names(GroupStatus.Role.values()));
    assertThat(values("Table", "phase")).isEqualTo(names(TableStatus.Phase.values()));
    assertThat(values("Event", "kind")).isEqualTo(names(ReplicationEvent.Kind.values()));
    assertThat(values("Losses", "failover_type")).isEqualTo(names(FailoverType.values()));
    assertThat(values("FailoverPreview", "failover_type")).isEqualTo(names(FailoverType.values()));
    assertThat(values("FailoverPreview", "refusal"))
        .containsAll(names(FailoverAnswer.Refusal.values()))
        .hasSize(FailoverAnswer.Refusal.values().length + 1);
    assertThat(values("Misfit", "error")).isEqualTo(names(CatalogError.values()));
    assertThat(values("StableUrl", "serving"))
        .isEqualTo(
            names(StableUrlReport.Serving.values()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet()));
    assertThat(values("FailoverRequest", "failover_type")).isEqualTo(names(FailoverType.values()));
  }

  private Set<String> values(String schema, String property) {
    JsonNode values =
        document.at("/components/schemas/" + schema + "/properties/" + property + "/enum");
    return StreamSupport.stream(values.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
  }

  private static Set<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).collect(Collectors.toSet());
  }
}
