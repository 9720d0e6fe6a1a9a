package dev.levee.daemon.stores;

import dev.levee.daemon.config.GroupConfig;
import dev.levee.daemon.config.LeveeConfig;
import dev.levee.daemon.config.RegionConfig;
import dev.levee.daemon.config.StorageConfig;
import dev.levee.daemon.writes.BucketPolicyBlock;
import dev.levee.daemon.writes.CommandBlock;
import dev.levee.sync.engine.WriteBlock;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.s3.S3BucketPolicies;
import java.util.Optional;

/** How each group's writers are stopped, as configured. */
final class WriteBlocks {
  private final LeveeConfig config;
  private final RegionStores stores;

  WriteBlocks(LeveeConfig config, RegionStores stores) {
    this.config = config;
    this.stores = stores;
  }

  Optional<WriteBlock> of(GroupConfig group) {
    return group
        .stopWrites()
        .map(
            stop ->
                stop.<WriteBlock>match(
                    command -> new CommandBlock(command, group.name()),
                    policy ->
                        new BucketPolicyBlock(
                            group.name(), group.mappings(), policy.except(), this::policies)));
  }

  private S3BucketPolicies policies(RegionName name) {
    RegionConfig region =
        config.regions().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow();
    return region
        .storage()
        .<Optional<StorageConfig.S3>>match(Optional::of, folders -> Optional.empty())
        .map(stores::policies)
        .orElseThrow(() -> new IllegalStateException("region " + name + " has no buckets"));
  }
}
