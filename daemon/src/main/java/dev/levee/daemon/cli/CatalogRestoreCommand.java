package dev.levee.daemon.cli;

import dev.levee.daemon.report.CatalogRestoreReport;
import dev.levee.daemon.report.Json;
import dev.levee.daemon.report.Wording;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogTarget;
import dev.levee.sync.catalog.DurableCatalog.Versioned;
import dev.levee.sync.catalog.change.Translation;
import dev.levee.sync.catalog.replication.CatalogRestore;
import dev.levee.sync.catalog.unity.UnityCatalog;
import dev.levee.sync.catalog.unity.UnityCatalogSettings;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code levee catalog restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description =
        "Rebuilds a catalog server from the replica in the surviving region's store. Only creates;"
            + " what is there already stays as it is. Without --apply it shows what it would do.")
final class CatalogRestoreCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private CatalogReading reading;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "REGION|URL",
      description =
          "The region whose configured catalog server is rebuilt, or a server's address: then with"
              + " the locations of the region that the replica was read in.")
  private String to;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The token for a server given by its address.")
  private Path tokenFile;

  @Option(names = "--apply", description = "Do it.")
  private boolean apply;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  CatalogRestoreCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    CatalogRestoreReport report = reading.read(surroundings, this::restored);
    PrintWriter out = surroundings.terminal().out();
    if (json) {
      out.println(Json.pretty(report));
    } else {
      show(out, report);
    }
    out.flush();
    return report.misfits().isEmpty() ? ExitCode.OK.code() : ExitCode.DIFFERENT.code();
  }

  private CatalogRestoreReport restored(CatalogReading.Found found) {
    Versioned version = found.at(reading.version());
    GroupSpec spec = found.group().spec();
    RegionSpec region = region(spec).orElse(found.region());
    CatalogTarget target = target(region);
    try (target) {
      Translation translation =
          new Translation(
              spec.mappings(),
              new RegionName(version.replica().primary()),
              region.name(),
              root -> isThere(spec, version, region, root));
      CatalogRestore restore = new CatalogRestore(version.replica(), translation, target);
      CatalogRestore.Preview preview = restore.preview();
      CatalogRestore.Outcome outcome =
          apply ? restore.apply(preview) : new CatalogRestore.Outcome(0, preview.misfits());
      return CatalogRestoreReport.of(target.place(), version.version(), preview, outcome, apply);
    } catch (CatalogException e) {
      throw new CommandFailure(ExitCode.PREFLIGHT, e.getMessage(), e);
    }
  }

  private static boolean isThere(
      GroupSpec spec, Versioned version, RegionSpec region, Location root) {
    RegionName primary = new RegionName(version.replica().primary());
    return spec.mappings()
        .map(root, primary, region.name())
        .map(there -> ListRequest.everythingBelow(there.resolve(LogListing.LOG_FOLDER)))
        .filter(log -> new Listing(region.store(), log).hasNext())
        .isPresent();
  }

  private Optional<RegionSpec> region(GroupSpec spec) {
    Optional<RegionSpec> named =
        spec.regions().stream().filter(region -> region.name().value().equals(to)).findFirst();
    if (named.isEmpty() && !to.contains("://")) {
      throw new CommandFailure(
          ExitCode.USAGE, "'%s' is no region of the group, and no server's address".formatted(to));
    }
    return named;
  }

  private CatalogTarget target(RegionSpec region) {
    if (!to.contains("://")) {
      return reading
          .server(surroundings, region.name())
          .orElseThrow(
              () ->
                  new CommandFailure(
                      ExitCode.USAGE,
                      "region %s has no catalog server in the configuration; give an address with --to"
                          .formatted(to)));
    }
    try {
      String token = tokenFile == null ? "" : Files.readString(tokenFile).strip();
      return new UnityCatalog(
          UnityCatalogSettings.of(URI.create(to), () -> token), surroundings.components().time());
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "the server or its token cannot be used: " + e.getMessage(), e);
    }
  }

  private static void show(PrintWriter out, CatalogRestoreReport report) {
    report.changes().forEach(change -> out.println(Wording.printable(change)));
    report
        .misfits()
        .forEach(
            misfit ->
                out.printf(
                    "! %s%s: %s %s%n",
                    Wording.printable(misfit.asset()),
                    misfit.attribute().map(attribute -> " " + attribute).orElse(""),
                    misfit.error(),
                    Wording.printable(misfit.message())));
    out.printf(
        "%s, from version %d, at %s; %s%n",
        report.applied()
            ? Wording.count(report.created(), "asset") + " created"
            : Wording.count(report.changes().size(), "asset") + " to create",
        report.version(),
        report.server(),
        Wording.count(report.misfits().size(), "misfit"));
    if (!report.applied() && !report.changes().isEmpty()) {
      out.println("Nothing was changed. Add --apply to do it.");
    }
  }
}
