package dev.levee.daemon;

import dev.levee.sync.model.Time;

/**
 * What the commands work with.
 *
 * @param engines makes the engine
 * @param probe tries out the stores
 * @param storedGroups opens the groups' stores without a daemon
 * @param developmentStore the S3 server of {@code levee dev-s3}
 * @param time the clocks
 */
public record Components(
    EngineFactory engines,
    StoreProbe probe,
    StoredGroups.Opener storedGroups,
    DevelopmentStore developmentStore,
    Time time) {}
