package dev.levee.daemon.config;

import dev.levee.daemon.config.StorageConfig.S3Credentials;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Reads one entry of {@code regions}. */
final class RegionReader {
  /** What requests to other servers than Amazon's are signed for; few of them look at it. */
  private static final String ANY_REGION = "us-east-1";

  private final SecretReader secrets;

  RegionReader(SecretReader secrets) {
    this.secrets = secrets;
  }

  /**
   * Reads a region.
   *
   * @param controls gets the place of its control prefix
   */
  Optional<RegionConfig> read(
      RegionName name, ConfigValue value, Map<RegionName, ConfigValue> controls) {
    Optional<ConfigMapping> region = value.mapping();
    if (region.isEmpty()) {
      return Optional.empty();
    }
    Optional<StorageConfig> storage = region.get().required("storage").flatMap(this::storage);
    Optional<ConfigValue> controlValue = region.get().required("control");
    controlValue.ifPresent(v -> controls.put(name, v));
    Optional<Location> control =
        controlValue.flatMap(v -> v.as(RegionReader::prefix, "write it like s3://bucket/_levee"));
    Optional<ConfigValue> catalogValue = region.get().optional("catalog");
    Optional<CatalogConfig> catalog = catalogValue.flatMap(new CatalogReader(secrets)::read);
    region.get().noOthers();
    if (storage.isEmpty() || control.isEmpty() || catalog.isPresent() != catalogValue.isPresent()) {
      return Optional.empty();
    }
    RegionConfig config = new RegionConfig(name, storage.get(), control.get(), catalog);
    new DeclaredRegions(Map.of(name, Optional.of(config)), Map.of())
        .fits(name, control.get(), controlValue.orElseThrow());
    return Optional.of(config);
  }

  private static Location prefix(String text) {
    if (text.contains("*")) {
      throw new IllegalArgumentException("'" + text + "' has a '*'; a control prefix has none");
    }
    Location location = Location.parse(text).asPrefix();
    String path = "/" + location.key();
    if (path.contains("//") || path.contains("/./") || path.contains("/../")) {
      throw new IllegalArgumentException("'" + text + "' has an empty, '.' or '..' segment");
    }
    return location;
  }

  private Optional<StorageConfig> storage(ConfigValue value) {
    Optional<ConfigMapping> storage = value.mapping();
    Optional<String> kind =
        storage
            .flatMap(mapping -> mapping.required("kind"))
            .flatMap(v -> v.as(RegionReader::kind, "write s3 or file"));
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    if (kind.get().equals("file")) {
      storage.get().noOthers();
      return Optional.of(new StorageConfig.Folders());
    }
    return s3(storage.get());
  }

  private static String kind(String text) {
    if (!text.equals("s3") && !text.equals("file")) {
      throw new IllegalArgumentException("'" + text + "' is no kind of storage");
    }
    return text;
  }

  private Optional<StorageConfig> s3(ConfigMapping storage) {
    Optional<ConfigValue> endpointValue = storage.optional("endpoint");
    Optional<URI> endpoint =
        endpointValue.flatMap(
            v -> v.as(RegionReader::endpoint, "write it like https://s3.example.com:9000"));
    Optional<ConfigValue> regionValue =
        endpointValue.isPresent() ? storage.optional("region") : storage.required("region");
    Optional<String> region = regionValue.flatMap(ConfigValue::text);
    Optional<ConfigValue> credentialsValue = storage.optional("credentials");
    Optional<S3Credentials> credentials = credentialsValue.flatMap(this::credentials);
    boolean pathStyle =
        storage
            .optional("path_style")
            .flatMap(v -> v.as(RegionReader::trueOrFalse, "write true or false"))
            .orElse(endpointValue.isPresent());
    storage.noOthers();
    boolean complete =
        endpoint.isPresent() == endpointValue.isPresent()
            && credentials.isPresent() == credentialsValue.isPresent()
            && (region.isPresent() || (regionValue.isEmpty() && endpoint.isPresent()));
    return complete
        ? Optional.of(
            new StorageConfig.S3(endpoint, region.orElse(ANY_REGION), credentials, pathStyle))
        : Optional.empty();
  }

  private static URI endpoint(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the endpoint is no URL", e);
    }
    boolean http = "http".equalsIgnoreCase(uri.getScheme());
    if (uri.getHost() == null || (!http && !"https".equalsIgnoreCase(uri.getScheme()))) {
      throw new IllegalArgumentException("the endpoint is no http:// or https:// URL with a host");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("the endpoint has credentials in it");
    }
    if (uri.getRawPath().length() > 1 || uri.getRawQuery() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException("the endpoint has more than a host and a port");
    }
    return uri;
  }

  private Optional<S3Credentials> credentials(ConfigValue value) {
    Optional<ConfigMapping> mapping = value.mapping();
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    ConfigMapping credentials = mapping.get();
    Optional<String> accessKey =
        credentials.required("access_key").flatMap(secrets::plainOrReference);
    Optional<Secret> secretKey = credentials.required("secret_key").flatMap(secrets::reference);
    Optional<ConfigValue> tokenValue = credentials.optional("session_token");
    Optional<Secret> token = tokenValue.flatMap(secrets::reference);
    credentials.noOthers();
    return accessKey.isPresent()
            && secretKey.isPresent()
            && token.isPresent() == tokenValue.isPresent()
        ? Optional.of(new S3Credentials(accessKey.get(), secretKey.get(), token))
        : Optional.empty();
  }

  private static boolean trueOrFalse(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    }
    return text.equals("true");
  }
}
