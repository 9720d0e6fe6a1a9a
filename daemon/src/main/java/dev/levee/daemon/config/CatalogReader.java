package dev.levee.daemon.config;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads {@code regions.NAME.catalog}. */
final class CatalogReader {
  private final SecretReader secrets;

  CatalogReader(SecretReader secrets) {
    this.secrets = secrets;
  }

  Optional<CatalogConfig> read(ConfigValue value) {
    return value.mapping().flatMap(this::read);
  }

  private Optional<CatalogConfig> read(ConfigMapping catalog) {
    Optional<String> kind =
        catalog.required("kind").flatMap(v -> v.as(CatalogReader::kind, "write unity_catalog"));
    Optional<URI> uri =
        catalog
            .required("uri")
            .flatMap(v -> v.as(CatalogReader::uri, "write it like http://127.0.0.1:8080"));
    Optional<ConfigValue> tokenValue = catalog.optional("token");
    Optional<Supplier<Secret>> token = tokenValue.flatMap(secrets::renewable);
    boolean caseSensitive =
        catalog
            .optional("names")
            .flatMap(v -> v.as(CatalogReader::names, "write case_sensitive or lower_case"))
            .orElse(true);
    catalog.noOthers();
    boolean complete =
        kind.isPresent() && uri.isPresent() && token.isPresent() == tokenValue.isPresent();
    return complete
        ? Optional.of(new CatalogConfig(uri.get(), token, caseSensitive))
        : Optional.empty();
  }

  private static String kind(String text) {
    if (!text.equals("unity_catalog")) {
      throw new IllegalArgumentException("'" + text + "' is no kind of catalog");
    }
    return text;
  }

  private static boolean names(String text) {
    if (!text.equals("case_sensitive") && !text.equals("lower_case")) {
      throw new IllegalArgumentException("'" + text + "' is no way to spell names");
    }
    return text.equals("case_sensitive");
  }

  private static URI uri(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the uri is no URL", e);
    }
    boolean http = "http".equalsIgnoreCase(uri.getScheme());
    if (uri.getHost() == null || (!http && !"https".equalsIgnoreCase(uri.getScheme()))) {
      throw new IllegalArgumentException("the uri is no http:// or https:// URL with a host");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("the uri has credentials in it");
    }
    if (uri.getRawPath().length() > 1 || uri.getRawQuery() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException(
          "the uri has more than a host and a port; the API's path is added to it");
    }
    return uri;
  }
}
