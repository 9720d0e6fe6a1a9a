package dev.levee.sync.engine.salvage;

import dev.levee.sync.engine.QuarantinedCommits;
import dev.levee.sync.engine.QuarantinedCommits.LostCommit;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.log.CommitRejectedException;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.TableId;
import dev.levee.sync.salvage.BranchCommitReader;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the commits of a table that are in quarantine, of both regions. */
final class QuarantineReader {
  private final StoredGroup group;

  QuarantineReader(StoredGroup group) {
    this.group = group;
  }

  /**
   * The branches that lost, in the order of their forks. All commits of a branch are read, or none:
   * later ones decide on earlier ones.
   *
   * @throws SalvageException when a region cannot be reached, or a commit is not what its manifest
   *     says
   */
  List<QuarantinedBranch> branches(TableId table) {
    StoredGroup.InReach<QuarantinedCommits> found = group.quarantined();
    found
        .outOfReach()
        .forEach(
            (region, why) -> {
              throw SalvageException.failed(
                  "region %s, which may have commits in quarantine, cannot be read: %s"
                      .formatted(region, why),
                  null);
            });
    List<QuarantinedBranch> branches = new ArrayList<>();
    found
        .found()
        .forEach((region, manifests) -> branches.addAll(branches(region, manifests, table)));
    branches.sort(Comparator.comparingLong(QuarantinedBranch::common));
    return branches;
  }

  private List<QuarantinedBranch> branches(
      RegionName region, List<QuarantinedCommits> manifests, TableId table) {
    RegionSpec spec = group.spec().region(region);
    Location root = group.spec().mappings().root(table, region);
    Map<Long, List<QuarantinedBranch.Entry>> byFork = new TreeMap<>();
    for (QuarantinedCommits manifest : manifests) {
      if (manifest.root().equals(root)) {
        manifest
            .commits()
            .forEach(
                lost ->
                    byFork
                        .computeIfAbsent(manifest.common(), fork -> new ArrayList<>())
                        .add(entry(spec.store(), manifest, lost)));
      }
    }
    List<QuarantinedBranch> branches = new ArrayList<>();
    byFork.forEach(
        (common, entries) -> {
          entries.sort(Comparator.comparingLong(entry -> entry.commit().version()));
          branches.add(new QuarantinedBranch(spec, root, common, entries));
        });
    return branches;
  }

  private static QuarantinedBranch.Entry entry(
      ObjectStore store, QuarantinedCommits manifest, LostCommit lost) {
    Location location = LogListing.commit(manifest.folder(), lost.version());
    byte[] bytes =
        store
            .open(location)
            .map(ObjectContent::readAll)
            .orElseThrow(
                () -> SalvageException.failed(location + " is no longer in quarantine", null));
    String md5 = ObjectBody.of(bytes).md5();
    if (!md5.equals(lost.md5())) {
      throw SalvageException.failed(
          "%s is not the commit that was put there (MD5 %s, not %s)"
              .formatted(location, md5, lost.md5()),
          null);
    }
    try {
      return new QuarantinedBranch.Entry(
          BranchCommitReader.read(lost.version(), bytes, md5), lost.committed());
    } catch (CommitRejectedException e) {
      throw SalvageException.failed(location + " cannot be read: " + e.getMessage(), e);
    }
  }
}
