package dev.levee.sync.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.testing.StoreOperation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who has which role, by the control records that count: each is in the region that leads by the
 * one before, and in both where it hands the lead over.
 */
final class Roles {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern NAME =
      Pattern.compile(Pattern.quote(World.GROUP) + "/control/(\\d{20})\\.json");

  private final World world;
  private final Map<Region, TreeMap<Long, byte[]>> records = new HashMap<>();
  private final Map<Long, SimulatedProcess> writers = new HashMap<>();
  private final List<Listener> listeners = new ArrayList<>();
  private Optional<ControlRecord> current = Optional.empty();

  /** Is told of records. */
  interface Listener {
    /** A record counts from now on. */
    void recorded(Optional<ControlRecord> before, ControlRecord now);

    /** A record is there, whether or not it ever counts. */
    default void created(ControlRecord record) {}
  }

  /** A control record, as far as it matters here. */
  record ControlRecord(
      long number,
      long epoch,
      String state,
      Region primary,
      Region lead,
      String owner,
      Optional<Instant> replicationPoint,
      boolean paused,
      String failoverType,
      String failoverStep,
      SimulatedProcess writtenBy) {
    boolean isFailingOver() {
      return !failoverType.isEmpty();
    }
  }

  Roles(World world) {
    this.world = world;
    world.regions().forEach(region -> records.put(region, new TreeMap<>()));
  }

  void listen(Listener listener) {
    listeners.add(listener);
  }

  Optional<ControlRecord> current() {
    return current;
  }

  /** Where writers should write now. */
  Region primary() {
    return current.map(ControlRecord::primary).orElse(world.east);
  }

  void carriedOut(StoreEffect effect) {
    Optional<Matcher> name =
        effect.location().relativeTo(effect.region().control).map(NAME::matcher);
    if (name.isEmpty() || !name.get().matches()) {
      return;
    }
    long number = Long.parseLong(name.get().group(1));
    if (effect.operation() == StoreOperation.DELETE) {
      return;
    }
    byte[] bytes =
        effect.region().store.open(effect.location()).map(ObjectContent::readAll).orElseThrow();
    records.get(effect.region()).put(number, bytes);
    writers.putIfAbsent(number, effect.process());
    ControlRecord created = parse(bytes, effect.process());
    listeners.forEach(listener -> listener.created(created));
    while (goOn()) {
      world.note("record " + current.orElseThrow());
    }
  }

  private boolean goOn() {
    long number = current.map(ControlRecord::number).orElse(0L) + 1;
    Region lead = current.map(ControlRecord::lead).orElse(world.west);
    byte[] bytes = records.get(lead).get(number);
    if (bytes == null) {
      return false;
    }
    ControlRecord next = parse(bytes, writers.get(number));
    byte[] other = records.get(world.otherThan(lead)).get(number);
    if (next.lead() != lead && !Arrays.equals(bytes, other)) {
      return false;
    }
    check(next);
    Optional<ControlRecord> before = current;
    current = Optional.of(next);
    listeners.forEach(listener -> listener.recorded(before, next));
    return true;
  }

  private void check(ControlRecord next) {
    if (current.isEmpty()) {
      return;
    }
    ControlRecord before = current.get();
    boolean same = next.epoch() == before.epoch() && next.primary() == before.primary();
    boolean switched =
        next.epoch() == before.epoch() + 1
            && next.primary() == world.otherThan(before.primary())
            && before.isFailingOver();
    Violation.unless(
        same || switched, "I8: an epoch is one direction: %s was followed by %s", before, next);
    boolean back =
        same
            && before.replicationPoint().isPresent()
            && next.replicationPoint().stream()
                .noneMatch(point -> !point.isBefore(before.replicationPoint().get()));
    Violation.unless(!back, "I6: the replication point went back: %s, %s", before, next);
  }

  private ControlRecord parse(byte[] bytes, SimulatedProcess writer) {
    JsonNode json;
    try {
      json = MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ControlRecord(
        json.required("number").longValue(),
        json.required("epoch").longValue(),
        json.required("state").textValue(),
        region(json, "primary_region"),
        region(json, "lead_region"),
        json.path("owner").path("id").asText(""),
        Optional.ofNullable(json.get("replication_point"))
            .map(JsonNode::textValue)
            .map(Instant::parse),
        json.required("paused").booleanValue(),
        json.path("failover").path("type").asText(""),
        json.path("failover").path("step").asText(""),
        writer);
  }

  private Region region(JsonNode json, String field) {
    return world.region(new RegionName(json.required(field).textValue()));
  }
}
