package dev.levee.daemon.process.chaos;

import dev.levee.daemon.quickstart.tables.TwoReaders;
import dev.levee.daemon.quickstart.tables.TwoReaders.Rows;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectContent;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What must be true when all is over. */
final class Reckoning {
  private static final Pattern KEPT = Pattern.compile(".*/_delta_log/(\\d{20})\\.json");

  private final List<ChaosRegion> regions;
  private final Witness witness;
  private final AckedCommits acked;
  private final Findings findings;

  Reckoning(List<ChaosRegion> regions, Witness witness, AckedCommits acked, Findings findings) {
    this.regions = regions;
    this.witness = witness;
    this.acked = acked;
    this.findings = findings;
  }

  /** Checks all of it. */
  void reckon() throws IOException {
    findings.check(witness.areEqual(), "the two regions are not equal at the end");
    witness.sights().forEach(LogSight::checkAllFiles);
    checkHistory();
    for (String table : ChaosWriters.TABLES) {
      checkRows(table);
    }
  }

  /** Nothing is lost, and nothing was made up. */
  void checkHistory() {
    checkNothingIsLost();
    checkEveryoneWroteTheirOwn();
  }

  /** Whatever was acknowledged, or could ever be read, is in the history or in quarantine. */
  private void checkNothingIsLost() {
    Set<CommitBytes> history = new HashSet<>();
    witness.sights().forEach(sight -> history.addAll(sight.commits().values()));
    Set<String> kept = kept();
    Set<CommitBytes> all = new HashSet<>(ever());
    acked.all().forEach(commit -> all.add(commit.commit()));
    for (CommitBytes commit : all) {
      findings.check(
          history.contains(commit) || kept.contains(name(commit.version(), commit.md5())),
          commit + " is lost");
    }
  }

  private Set<CommitBytes> ever() {
    return witness.sights().stream()
        .flatMap(sight -> sight.ever().stream())
        .collect(Collectors.toSet());
  }

  private Set<String> kept() {
    Set<String> kept = new HashSet<>();
    for (ChaosRegion region : regions) {
      Location quarantine = region.control().resolve("quarantine/");
      Listing listing = new Listing(region.store(), ListRequest.everythingBelow(quarantine));
      while (listing.hasNext()) {
        Location location = listing.next().location();
        Matcher commit = KEPT.matcher(location.key());
        if (commit.matches()) {
          byte[] bytes = region.store().open(location).map(ObjectContent::readAll).orElseThrow();
          kept.add(name(Long.parseLong(commit.group(1)), CommitBytes.md5(bytes)));
        }
      }
    }
    return kept;
  }

  private static String name(long version, String md5) {
    return version + " " + md5;
  }

  /** Levee adds nothing but fences, and histories part only where both sides were written to. */
  private void checkEveryoneWroteTheirOwn() {
    Set<CommitBytes> theirs = new HashSet<>();
    acked.all().forEach(commit -> theirs.add(commit.commit()));
    witness.sights().forEach(sight -> theirs.addAll(sight.fences()));
    ever().forEach(commit -> findings.check(theirs.contains(commit), "nobody wrote " + commit));
    Set<String> written =
        acked.all().stream()
            .map(commit -> commit.region() + commit.commit())
            .collect(Collectors.toSet());
    witness.sights().forEach(s -> s.fences().forEach(f -> written.add(s.region().name() + f)));
    for (Witness.Fork fork : witness.forks()) {
      findings.check(
          written.contains(regions.get(0).name() + fork.one())
              && written.contains(regions.get(1).name() + fork.other()),
          "%s is no copy of %s".formatted(fork.one(), fork.other()));
    }
  }

  /** Two readers, on both sides. */
  private void checkRows(String table) throws IOException {
    Set<Rows> seen = new HashSet<>();
    for (ChaosRegion region : regions) {
      try (TwoReaders readers = new TwoReaders(region.store())) {
        Location root = region.data().resolve(table);
        Rows rows = readers.read(root, readers.newestVersion(root));
        findings.check(rows.agree(), "two readers see different rows in " + root);
        seen.add(rows);
      }
    }
    findings.check(seen.size() == 1, table + " has other rows in one region than in the other");
  }
}
