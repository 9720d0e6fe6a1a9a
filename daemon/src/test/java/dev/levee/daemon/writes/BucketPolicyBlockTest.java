package dev.levee.daemon.writes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.sync.engine.WriteBlockException;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One statement comes and goes; all else of the buckets' policies stays. */
class BucketPolicyBlockTest {
  private static final RegionName EAST = new RegionName("east");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String THEIRS =
      """
      {"Version":"2008-10-17","Id":"theirs","Statement":{"Sid":"public","Effect":"Allow",
       "Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::lake/public/*"}}
      """;

  private PolicyServer server;
  private BucketPolicyBlock block;

  @BeforeEach
  void start() throws IOException {
    server = new PolicyServer();
    block = block("lakehouse");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private BucketPolicyBlock block(String group) {
    LocationMappings mappings =
        new LocationMappings(
            List.of(
                mapping("sales", "s3://lake/sales/"),
                mapping("odd", "s3://lake/a$b?/"),
                mapping("events", "s3://events/delta/")),
            RegionName::value);
    return new BucketPolicyBlock(
        group, mappings, List.of("arn:aws:iam::1:role/levee"), region -> server.client());
  }

  private static LocationMapping mapping(String name, String prefix) {
    return new LocationMapping(
        name,
        Map.of(
            EAST,
            Location.parse(prefix),
            new RegionName("west"),
            Location.parse("s3://west-" + name + "/")));
  }

  private JsonNode policy(String bucket) throws JsonProcessingException {
    return MAPPER.readTree(server.policies.get(bucket));
  }

  @Test
  void onlyExceptedPrincipalsMayStillPutIntoTheLogs() throws Exception {
    block.stop(EAST);
    JsonNode statement = policy("lake").path("Statement").path(0);
    assertThat(statement.path("Effect").asText()).isEqualTo("Deny");
    assertThat(statement.path("Principal").asText()).isEqualTo("*");
    assertThat(statement.path("Action").asText()).isEqualTo("s3:PutObject");
    assertThat(statement.path("Sid").asText()).matches("[a-zA-Z0-9]+");
    assertThat(statement.path("Resource").toString())
        .isEqualTo(
            "[\"arn:aws:s3:::lake/a${$}b${?}/*_delta_log/*\",\"arn:aws:s3:::lake/sales/*_delta_log/*\"]");
    assertThat(statement.path("Condition").toString())
        .isEqualTo("{\"ArnNotLike\":{\"aws:PrincipalArn\":[\"arn:aws:iam::1:role/levee\"]}}");
    assertThat(policy("events").path("Statement").path(0).path("Resource").path(0).asText())
        .isEqualTo("arn:aws:s3:::events/delta/*_delta_log/*");
  }

  @Test
  void aBucketWithoutPolicyHasNoneAfterwards() {
    block.stop(EAST);
    block.stop(EAST);
    assertThat(server.policies).containsOnlyKeys("lake", "events");
    block.lift(EAST);
    block.lift(EAST);
    assertThat(server.policies).isEmpty();
  }

  @Test
  void whatOthersSayInThePolicyStays() throws Exception {
    server.policies.put("lake", THEIRS);
    block.stop(EAST);
    block("another").stop(EAST);
    assertThat(policy("lake").path("Statement")).hasSize(3);
    assertThat(policy("lake").path("Id").asText()).isEqualTo("theirs");
    block.lift(EAST);
    assertThat(policy("lake").path("Statement")).hasSize(2);
    block("another").lift(EAST);
    assertThat(policy("lake").path("Statement")).hasSize(1);
    assertThat(policy("lake").path("Statement").path(0).path("Sid").asText()).isEqualTo("public");
    assertThat(policy("lake").path("Version").asText()).isEqualTo("2008-10-17");
  }

  @Test
  void aStoreThatForgetsThePolicyIsFoundOut() {
    server.forgets = true;
    assertThatThrownBy(() -> block.stop(EAST))
        .isInstanceOf(WriteBlockException.class)
        .hasMessageContaining("does not keep it; use a command instead");
  }

  @Test
  void aPolicyThatIsNoneOrRefusedIsNotTouched() {
    server.policies.put("lake", "<html>");
    assertThatThrownBy(() -> block.stop(EAST))
        .isInstanceOf(WriteBlockException.class)
        .hasMessageContaining("the policy of bucket lake cannot be read");
    assertThat(server.policies).containsEntry("lake", "<html>");
    server.refuses = true;
    assertThatThrownBy(() -> block.lift(EAST))
        .isInstanceOf(WriteBlockException.class)
        .hasMessageContaining("403 AccessDenied");
  }
}
