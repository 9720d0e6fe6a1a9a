package dev.levee.sync.simulation;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.testing.StoreOperation;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A change that a store has just carried out.
 *
 * @param process who asked for it
 * @param region where
 * @param operation what
 * @param location of the object
 * @param before its bytes before; empty when it was not there
 */
record StoreEffect(
    SimulatedProcess process,
    Region region,
    StoreOperation operation,
    Location location,
    Optional<ByteBuffer> before) {}
