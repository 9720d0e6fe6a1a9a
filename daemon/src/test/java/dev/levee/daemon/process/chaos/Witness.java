package dev.levee.daemon.process.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.daemon.report.GroupReport;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectContent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at both stores from outside, without any proxy, and at what daemons say of themselves. For
 * one thread.
 */
final class Witness {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<ChaosRegion> regions;
  private final AckedCommits acked;
  private final Findings findings;
  private final List<List<LogSight>> tables = new ArrayList<>();
  private final Set<AckedCommit> covered = new HashSet<>();
  private final Set<Fork> forks = new HashSet<>();

  /** Two different commits of one version, one in each region. */
  record Fork(CommitBytes one, CommitBytes other) {}

  /**
   * What is claimed of a group.
   *
   * @param point everything that the primary showed then is in the other region
   */
  private record Claim(String primary, Instant point, String source) {}

  Witness(List<ChaosRegion> regions, AckedCommits acked, Findings findings) {
    this.regions = List.copyOf(regions);
    this.acked = acked;
    this.findings = findings;
    for (String table : ChaosWriters.TABLES) {
      tables.add(regions.stream().map(region -> new LogSight(region, table, findings)).toList());
    }
  }

  /** All logs, in both regions. */
  List<LogSight> sights() {
    return tables.stream().flatMap(List::stream).toList();
  }

  /** Versions that both regions had at a time with other bytes. */
  Set<Fork> forks() {
    return forks;
  }

  /** The claims first: what they cover must be seen after them. */
  void look(List<GroupReport> reports) throws IOException {
    List<Claim> claims = new ArrayList<>();
    for (GroupReport report : reports) {
      report
          .replicationPoint()
          .ifPresent(
              point ->
                  claims.add(new Claim(report.effectivePrimaryRegion(), point, report.owner())));
    }
    for (ChaosRegion region : regions) {
      newestRecord(region).ifPresent(claims::add);
    }
    tables.forEach(this::compare);
    claims.forEach(this::check);
  }

  private Optional<Claim> newestRecord(ChaosRegion region) throws IOException {
    Location folder = region.control().resolve("control/");
    Optional<Location> newest = Optional.empty();
    Listing listing = new Listing(region.store(), ListRequest.oneLevelBelow(folder));
    while (listing.hasNext()) {
      newest = Optional.of(listing.next().location());
    }
    Optional<byte[]> bytes = newest.flatMap(region.store()::open).map(ObjectContent::readAll);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    JsonNode json = JSON.readTree(bytes.get());
    return Optional.ofNullable(json.get("replication_point"))
        .map(
            point ->
                new Claim(
                    json.get("primary_region").textValue(),
                    Instant.parse(point.textValue()),
                    "a control record in " + region.name()));
  }

  private void compare(List<LogSight> sides) {
    sides.forEach(LogSight::look);
    LogSight one = sides.get(0);
    LogSight other = sides.get(1);
    one.commits()
        .forEach(
            (version, commit) -> {
              CommitBytes there = other.commits().get(version);
              findings.check(true, "compared");
              if (there != null && !there.equals(commit)) {
                forks.add(new Fork(commit, there));
              }
            });
  }

  /**
   * Commits that lost a fork are not in the primary any more, and nobody claims anything of them.
   */
  private void check(Claim claim) {
    for (AckedCommit commit : acked.all()) {
      if (commit.region().equals(claim.primary())
          && commit.time().isBefore(claim.point())
          && !covered.contains(commit)
          && has(commit, true, claim)) {
        findings.check(
            has(commit, false, claim),
            "%s claims %s, and %s of %s is not replicated"
                .formatted(claim.source(), claim.point(), commit.commit(), commit.time()));
        covered.add(commit);
      }
    }
  }

  private boolean has(AckedCommit commit, boolean inPrimary, Claim claim) {
    return sights().stream()
        .filter(sight -> sight.table().equals(commit.commit().table()))
        .filter(sight -> sight.region().name().equals(claim.primary()) == inPrimary)
        .map(sight -> sight.commits().get(commit.commit().version()))
        .filter(Objects::nonNull)
        .anyMatch(commit.commit()::equals);
  }

  /** Whether both regions have the same commits now, and there are some. */
  boolean areEqual() {
    tables.forEach(this::compare);
    return tables.stream()
        .allMatch(
            sides ->
                !sides.get(0).commits().isEmpty()
                    && sides.get(0).commits().equals(sides.get(1).commits()));
  }
}
