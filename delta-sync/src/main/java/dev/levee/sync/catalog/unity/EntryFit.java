package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.Catalog;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogError;
import dev.levee.sync.catalog.Credential;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.ExternalLocation;
import dev.levee.sync.catalog.Fit;
import dev.levee.sync.catalog.Function;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.RegisteredModel;
import dev.levee.sync.catalog.Schema;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.View;
import dev.levee.sync.catalog.Volume;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What of an entry the open-source server can hold. A rule here is a refusal or a silent loss that
 * was observed on the server; what it might refuse for other reasons shows when it is asked.
 */
final class EntryFit {
  private static final int LONGEST_NAME = 255;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_@-]+");

  private static final Set<String> ROUTINE =
      Set.of(
          "input_params",
          "data_type",
          "full_data_type",
          "return_params",
          "routine_body",
          "routine_definition",
          "parameter_style",
          "is_deterministic",
          "sql_data_access",
          "is_null_call",
          "security_type",
          "specific_name",
          "external_language");

  private final Spelling spelling;
  private final DetailsFit detailsFit;
  private final TableFit tableFit;

  EntryFit(Spelling spelling) {
    this.spelling = spelling;
    this.detailsFit = new DetailsFit(spelling);
    this.tableFit = new TableFit(spelling);
  }

  Fit fit(CatalogEntry desired) {
    Misfits misfits = new Misfits(desired.id());
    name(desired.asset().name(), misfits);
    Details details = detailsFit.details(desired.asset(), misfits);
    CatalogAsset asset = asset(desired.asset(), details, misfits);
    Grants grants = detailsFit.grants(desired.grants(), misfits);
    Optional<CatalogEntry> entry =
        misfits.assetFits()
            ? Optional.of(new CatalogEntry(asset, desired.serverId(), grants))
            : Optional.empty();
    return new Fit(entry, misfits.all());
  }

  private static void name(AssetName name, Misfits misfits) {
    String part = name.last();
    if (!NAME.matcher(part).matches()) {
      misfits.asset(
          CatalogError.UNSUPPORTED_FEATURE,
          "names on the server have letters, digits, '_', '@' and '-' only: " + part);
    }
    if (part.length() > LONGEST_NAME) {
      misfits.asset(
          CatalogError.VALUE_TOO_LONG,
          "the name has %d characters, the server takes %d".formatted(part.length(), LONGEST_NAME));
    }
  }

  private CatalogAsset asset(CatalogAsset asset, Details details, Misfits misfits) {
    AssetName name = spelling.name(asset.name());
    if (asset instanceof Catalog catalog) {
      return new Catalog(name, details, root(catalog.storageRoot(), misfits));
    }
    if (asset instanceof Schema schema) {
      return new Schema(name, details, root(schema.storageRoot(), misfits));
    }
    if (asset instanceof Table table) {
      return tableFit.table(table, details, misfits);
    }
    if (asset instanceof View view) {
      return tableFit.view(view, details, misfits);
    }
    if (asset instanceof Volume volume) {
      return volume(volume, details, misfits);
    }
    if (asset instanceof Function function) {
      return function(function, details, misfits);
    }
    if (asset instanceof ExternalLocation location) {
      return externalLocation(location, details, misfits);
    }
    if (asset instanceof Credential credential) {
      return credential(credential, details, misfits);
    }
    return new RegisteredModel(name, details);
  }

  private static String root(String storageRoot, Misfits misfits) {
    String canonical = StorageLocation.canonical(storageRoot);
    Optional<String> refusal =
        canonical.isEmpty() ? Optional.empty() : StorageLocation.rootRefusal(canonical);
    if (refusal.isPresent()) {
      misfits.attribute(Attribute.STORAGE_ROOT, CatalogError.UNSUPPORTED_FEATURE, refusal.get());
      return "";
    }
    return canonical;
  }

  private Volume volume(Volume volume, Details details, Misfits misfits) {
    if (!volume.type().equals(Table.EXTERNAL)) {
      misfits.asset(
          CatalogError.UNSUPPORTED_FEATURE,
          "the server chooses where a managed volume lies: it can only be registered as external");
    }
    String location = StorageLocation.canonical(volume.location());
    TableFit.location(location, misfits);
    return new Volume(spelling.name(volume.name()), details, volume.type(), location);
  }

  private Function function(Function function, Details details, Misfits misfits) {
    TreeMap<String, String> routine = new TreeMap<>(function.routine());
    routine
        .keySet()
        .removeIf(
            field -> {
              if (!ROUTINE.contains(field)) {
                misfits.attribute(
                    Attribute.ROUTINE,
                    CatalogError.UNSUPPORTED_FEATURE,
                    "the server does not keep a function's " + field);
              }
              return !ROUTINE.contains(field);
            });
    return new Function(spelling.name(function.name()), details, routine);
  }

  private ExternalLocation externalLocation(
      ExternalLocation location, Details details, Misfits misfits) {
    String url = StorageLocation.canonical(location.url());
    StorageLocation.rootRefusal(url)
        .ifPresent(reason -> misfits.asset(CatalogError.UNSUPPORTED_FEATURE, reason));
    return new ExternalLocation(
        spelling.name(location.name()), details, url, location.credentialName());
  }

  private Credential credential(Credential credential, Details details, Misfits misfits) {
    JsonNode identity = CanonicalJson.parse(credential.identity());
    if (!identity.path("aws_iam_role").has("role_arn") || identity.size() != 1) {
      misfits.asset(
          CatalogError.UNSUPPORTED_FEATURE,
          "the server takes credentials of IAM roles only (here %s)"
              .formatted(credential.identity()));
    }
    if (credential.details().other().containsKey("purpose")) {
      misfits.asset(
          CatalogError.UNSUPPORTED_FEATURE, "the server takes credentials for storage only");
    }
    return new Credential(spelling.name(credential.name()), details, credential.identity());
  }
}
