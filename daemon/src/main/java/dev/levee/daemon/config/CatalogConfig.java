package dev.levee.daemon.config;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A region's Unity Catalog server, as configured.
 *
 * @param uri its address, without the API's path
 * @param token gives the bearer token; asked again when the server refuses one, since tokens in
 *     files are replaced. Empty for a server without authorization
 * @param caseSensitive whether names that differ in case are two names
 */
public record CatalogConfig(URI uri, Optional<Supplier<Secret>> token, boolean caseSensitive) {}
