package dev.levee.sync.engine.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.group.FailoverJournal;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.group.Owner;
import dev.levee.sync.group.RoleChange;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.Timestamps;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Optional;

/**
 * Control records as JSON, for the store and for people. The same record has always the same bytes.
 */
final class ControlRecordCodec {
  private static final int FORMAT = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ControlRecordCodec() {}

  static byte[] encode(GroupRecord record) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("format", FORMAT);
    json.put("number", record.number());
    json.put("group", record.group());
    json.put("epoch", record.epoch());
    json.put("state", record.state().name());
    json.put("primary_region", record.primary().value());
    json.put("secondary_region", record.secondary().value());
    json.put("lead_region", record.lead().value());
    record.owner().ifPresent(owner -> json.set("owner", encode(owner)));
    record
        .replicationPoint()
        .ifPresent(point -> json.put("replication_point", Timestamps.text(point)));
    json.put("paused", record.paused());
    json.put("mapping_hash", record.mappingHash());
    record.failover().ifPresent(journal -> json.set("failover", encode(journal)));
    record.problem().ifPresent(problem -> json.put("problem", problem));
    record.roleChange().ifPresent(change -> json.set("role_change", encode(change)));
    record.writesStopped().ifPresent(region -> json.put("writes_stopped", region.value()));
    json.put("create_time", Timestamps.text(record.created()));
    json.put("update_time", Timestamps.text(record.updated()));
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }

  private static ObjectNode encode(Owner owner) {
    return MAPPER
        .createObjectNode()
        .put("id", owner.id())
        .put("label", owner.label())
        .put("process", owner.process());
  }

  private static ObjectNode encode(FailoverJournal journal) {
    return MAPPER
        .createObjectNode()
        .put("type", journal.type().name())
        .put("target_primary_region", journal.target().value())
        .put("step", journal.step().name())
        .put("request_time", Timestamps.text(journal.requested()));
  }

  private static ObjectNode encode(RoleChange change) {
    ObjectNode json = MAPPER.createObjectNode().put("time", Timestamps.text(change.when()));
    change
        .replicatedUntil()
        .ifPresent(until -> json.put("replicated_until", Timestamps.text(until)));
    return json;
  }

  /**
   * Reads a record.
   *
   * @throws ControlLogException when it is none, or is of a later format
   */
  static GroupRecord decode(byte[] bytes, String where) {
    try {
      JsonNode json = MAPPER.readTree(bytes);
      int format = json.path("format").asInt(0);
      if (format != FORMAT) {
        throw new ControlLogException(
            "%s has format %d, this Levee reads %d: run the version that wrote it, or a later one"
                .formatted(where, format, FORMAT));
      }
      return new GroupRecord(
          json.required("number").longValue(),
          json.required("group").textValue(),
          json.required("epoch").longValue(),
          GroupState.valueOf(json.required("state").textValue()),
          region(json, "primary_region"),
          region(json, "secondary_region"),
          region(json, "lead_region"),
          Optional.ofNullable(json.get("owner")).map(ControlRecordCodec::owner),
          text(json, "replication_point").map(Timestamps::parse),
          json.required("paused").booleanValue(),
          json.required("mapping_hash").textValue(),
          Optional.ofNullable(json.get("failover")).map(ControlRecordCodec::journal),
          text(json, "problem"),
          Optional.ofNullable(json.get("role_change")).map(ControlRecordCodec::roleChange),
          text(json, "writes_stopped").map(RegionName::new),
          Timestamps.parse(json.required("create_time").textValue()),
          Timestamps.parse(json.required("update_time").textValue()));
    } catch (IOException | IllegalArgumentException | DateTimeException | NullPointerException e) {
      throw new ControlLogException(where + " is no control record of Levee: " + e.getMessage());
    }
  }

  private static Owner owner(JsonNode json) {
    return new Owner(
        json.required("id").textValue(),
        json.required("label").textValue(),
        json.required("process").textValue());
  }

  private static FailoverJournal journal(JsonNode json) {
    return new FailoverJournal(
        FailoverType.valueOf(json.required("type").textValue()),
        region(json, "target_primary_region"),
        FailoverJournal.Step.valueOf(json.required("step").textValue()),
        Timestamps.parse(json.required("request_time").textValue()));
  }

  private static RoleChange roleChange(JsonNode json) {
    return new RoleChange(
        Timestamps.parse(json.required("time").textValue()),
        text(json, "replicated_until").map(Timestamps::parse));
  }

  private static RegionName region(JsonNode json, String field) {
    return new RegionName(json.required(field).textValue());
  }

  private static Optional<String> text(JsonNode json, String field) {
    return Optional.ofNullable(json.get(field)).map(JsonNode::textValue);
  }
}
