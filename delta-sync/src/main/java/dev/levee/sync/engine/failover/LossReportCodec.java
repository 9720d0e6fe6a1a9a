package dev.levee.sync.engine.failover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.engine.LossReport;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A loss report as JSON, for the store and for people. */
final class LossReportCodec {
  private static final int FORMAT = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private LossReportCodec() {}

  static byte[] encode(LossReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("format", FORMAT);
    json.put("group", report.group());
    json.put("epoch", report.epoch());
    json.put("failover_type", report.type().name());
    json.put("from_region", report.from().value());
    json.put("to_region", report.to().value());
    json.put("request_time", report.requested().toString());
    json.put("switch_time", report.switched().toString());
    put(json, "replication_point", report.replicationPoint());
    var tables = json.putArray("tables");
    for (LossReport.Table table : report.tables()) {
      ObjectNode one = tables.addObject();
      one.put("name", table.name());
      put(one, "last_version", table.lastVersion());
      put(one, "last_commit_time", table.committed());
      put(one, "fence_version", table.fence());
      table.unfenced().ifPresent(why -> one.put("unfenced", why));
      put(one, "seen_in_primary", table.seenInPrimary());
      put(one, "equal_at", table.equalAt());
    }
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }

  private static void put(ObjectNode json, String field, OptionalLong value) {
    value.ifPresent(number -> json.put(field, number));
  }

  private static void put(ObjectNode json, String field, Optional<Instant> value) {
    value.ifPresent(time -> json.put(field, time.toString()));
  }

  /**
   * Reads a report.
   *
   * @throws StoreException of kind {@code INVALID} when it is none, or is of a later format
   */
  static LossReport decode(byte[] bytes, Location where) {
    try {
      JsonNode json = MAPPER.readTree(bytes);
      if (json.path("format").asInt(0) != FORMAT) {
        throw new IllegalArgumentException("its format is not " + FORMAT);
      }
      List<LossReport.Table> tables = new ArrayList<>();
      json.required("tables").forEach(table -> tables.add(table(table)));
      return new LossReport(
          json.required("group").textValue(),
          json.required("epoch").longValue(),
          FailoverType.valueOf(json.required("failover_type").textValue()),
          new RegionName(json.required("from_region").textValue()),
          new RegionName(json.required("to_region").textValue()),
          Instant.parse(json.required("request_time").textValue()),
          Instant.parse(json.required("switch_time").textValue()),
          time(json, "replication_point"),
          tables);
    } catch (IOException | IllegalArgumentException | DateTimeException | NullPointerException e) {
      throw new StoreException(
          Kind.INVALID,
          "%s is no loss report that this Levee can read (%s)".formatted(where, e.getMessage()),
          e);
    }
  }

  private static LossReport.Table table(JsonNode json) {
    return new LossReport.Table(
        json.required("name").textValue(),
        number(json, "last_version"),
        time(json, "last_commit_time"),
        number(json, "fence_version"),
        Optional.ofNullable(json.get("unfenced")).map(JsonNode::textValue),
        number(json, "seen_in_primary"),
        time(json, "equal_at"));
  }

  private static OptionalLong number(JsonNode json, String field) {
    JsonNode value = json.get(field);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value.longValue());
  }

  private static Optional<Instant> time(JsonNode json, String field) {
    return Optional.ofNullable(json.get(field)).map(JsonNode::textValue).map(Instant::parse);
  }
}
