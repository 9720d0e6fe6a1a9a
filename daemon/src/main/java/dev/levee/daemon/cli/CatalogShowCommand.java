package dev.levee.daemon.cli;

import dev.levee.daemon.report.CatalogAssetReport;
import dev.levee.daemon.report.Json;
import dev.levee.daemon.report.Wording;
import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.ReplicaEntry;
import dev.levee.sync.catalog.change.CatalogLocation;
import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.model.RegionName;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code levee catalog show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Shows one asset of a catalog replica, whole: attributes, grants, and where it lies in both"
            + " regions.")
final class CatalogShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private CatalogReading reading;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  @Parameters(index = "1", paramLabel = "NAME", description = "Its full name: catalog.schema.name.")
  private String name;

  private record Assets(List<CatalogAssetReport> assets) {}

  CatalogShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    List<CatalogAssetReport> assets = reading.read(surroundings, this::assets);
    if (assets.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED, "the catalog replica has no asset '%s'".formatted(name));
    }
    PrintWriter out = surroundings.terminal().out();
    if (json) {
      out.println(Json.pretty(new Assets(assets)));
    } else {
      assets.forEach(asset -> show(out, asset));
    }
    out.flush();
    return ExitCode.OK.code();
  }

  /** Several: assets of different kinds may have one name. */
  private List<CatalogAssetReport> assets(CatalogReading.Found found) {
    var replica = found.at(reading.version()).replica();
    return replica.entries().values().stream()
        .filter(entry -> entry.id().name().toString().equals(name))
        .map(
            entry ->
                CatalogAssetReport.of(entry, locations(found.group(), replica.primary(), entry)))
        .toList();
  }

  private static Map<String, String> locations(
      StoredGroup group, String primary, ReplicaEntry entry) {
    Map<String, String> byRegion = new TreeMap<>();
    RegionName from = new RegionName(primary);
    RegionName to = group.spec().otherThan(from).name();
    Map<Attribute, String> attributes = entry.entry().asset().attributes();
    Stream.of(Attribute.STORAGE_LOCATION, Attribute.URL, Attribute.STORAGE_ROOT)
        .filter(attributes::containsKey)
        .map(attributes::get)
        .findFirst()
        .ifPresent(
            location -> {
              byRegion.put(primary, location);
              CatalogLocation.parsed(location)
                  .flatMap(place -> group.spec().mappings().map(place, from, to))
                  .ifPresent(place -> byRegion.put(to.value(), CatalogLocation.text(place)));
            });
    return byRegion;
  }

  private static void show(PrintWriter out, CatalogAssetReport asset) {
    out.printf(
        "%s %s%n",
        asset.kind().toLowerCase(Locale.ROOT).replace('_', ' '), Wording.printable(asset.name()));
    field(out, "registration", asset.registration().toLowerCase(Locale.ROOT));
    asset.droppedTime().ifPresent(time -> field(out, "dropped", time.toString()));
    field(out, "server id", asset.serverId());
    asset.locationByRegion().forEach((region, place) -> field(out, "in " + region, place));
    asset.attributes().forEach((attribute, text) -> field(out, attribute, text));
    asset
        .grants()
        .forEach(
            (principal, privileges) ->
                field(out, "granted to " + principal, String.join(", ", privileges)));
  }

  /** A text of several lines stands below its name. */
  private static void field(PrintWriter out, String field, String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() == 1) {
      out.printf("  %s: %s%n", Wording.printable(field), Wording.printable(text.strip()));
    } else if (lines.size() > 1) {
      out.printf("  %s:%n", Wording.printable(field));
      lines.forEach(line -> out.printf("    %s%n", Wording.printable(line)));
    }
  }
}
