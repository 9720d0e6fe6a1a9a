package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sync.catalog.CatalogException;
import java.util.Optional;

/**
 * What became of a request, retries included.
 *
 * @param answer the body of the success; missing when it failed
 * @param failure why it failed; empty for a success
 * @param open whether it may have been done though it failed: an answer was lost
 */
record ChangeOutcome(JsonNode answer, Optional<CatalogException> failure, boolean open) {}
