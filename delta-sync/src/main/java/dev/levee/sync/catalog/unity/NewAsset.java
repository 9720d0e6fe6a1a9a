package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.Catalog;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.Credential;
import dev.levee.sync.catalog.ExternalLocation;
import dev.levee.sync.catalog.Function;
import dev.levee.sync.catalog.RegisteredModel;
import dev.levee.sync.catalog.Schema;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.View;
import dev.levee.sync.catalog.Volume;
import io.unitycatalog.client.model.CreateCatalog;
import io.unitycatalog.client.model.CreateExternalLocation;
import io.unitycatalog.client.model.CreateRegisteredModel;
import io.unitycatalog.client.model.CreateSchema;
import io.unitycatalog.client.model.CreateTable;
import io.unitycatalog.client.model.CreateVolumeRequestContent;
import io.unitycatalog.client.model.DataSourceFormat;
import io.unitycatalog.client.model.Dependency;
import io.unitycatalog.client.model.DependencyList;
import io.unitycatalog.client.model.FunctionDependency;
import io.unitycatalog.client.model.TableDependency;
import io.unitycatalog.client.model.TableType;
import io.unitycatalog.client.model.VolumeType;
import java.util.List;
import java.util.Map;

/** The requests that create assets. Absent values are left out. */
final class NewAsset {
  private final ObjectMapper mapper;

  /**
   * Requests written by the library's mapper.
   *
   * @param mapper leaves nulls out
   */
  NewAsset(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** The request that creates an asset. */
  UnityRequest request(CatalogAsset asset) {
    return UnityRequest.post(
        asset.id().toString(), AssetRoutes.collection(asset.kind()), body(asset));
  }

  private ObjectNode body(CatalogAsset asset) {
    if (asset instanceof Function function) {
      return function(function);
    }
    if (asset instanceof Credential credential) {
      return credential(credential);
    }
    return mapper.valueToTree(typed(asset));
  }

  private static Object typed(CatalogAsset asset) {
    if (asset instanceof Catalog catalog) {
      return new CreateCatalog()
          .name(catalog.name().last())
          .comment(comment(asset))
          .properties(properties(asset))
          .storageRoot(orNull(catalog.storageRoot()));
    }
    if (asset instanceof Schema schema) {
      return new CreateSchema()
          .name(schema.name().last())
          .catalogName(schema.name().first())
          .comment(comment(asset))
          .properties(properties(asset))
          .storageRoot(orNull(schema.storageRoot()));
    }
    if (asset instanceof Table table) {
      return table(table);
    }
    if (asset instanceof View view) {
      return view(view);
    }
    if (asset instanceof Volume volume) {
      return new CreateVolumeRequestContent()
          .catalogName(asset.name().first())
          .schemaName(schema(asset.name()))
          .name(asset.name().last())
          .volumeType(VolumeType.fromValue(volume.type()))
          .storageLocation(orNull(volume.location()))
          .comment(comment(asset));
    }
    return asset instanceof ExternalLocation location
        ? externalLocation(location)
        : model((RegisteredModel) asset);
  }

  private static CreateTable table(Table table) {
    return tableOrView(table)
        .tableType(TableType.fromValue(table.type()))
        .dataSourceFormat(
            table.format().isEmpty() ? null : DataSourceFormat.fromValue(table.format()))
        .storageLocation(orNull(table.location()))
        .columns(ColumnRequests.columns(table.columns()));
  }

  private static CreateTable view(View view) {
    List<Dependency> dependencies = view.dependencies().stream().map(NewAsset::dependency).toList();
    return tableOrView(view)
        .tableType(TableType.fromValue(view.type()))
        .viewDefinition(view.definition())
        .viewDependencies(
            dependencies.isEmpty() ? null : new DependencyList().dependencies(dependencies))
        .columns(ColumnRequests.columns(view.columns()));
  }

  private static CreateTable tableOrView(CatalogAsset asset) {
    return new CreateTable()
        .catalogName(asset.name().first())
        .schemaName(schema(asset.name()))
        .name(asset.name().last())
        .comment(comment(asset))
        .properties(properties(asset));
  }

  private static Dependency dependency(AssetId id) {
    return id.kind() == AssetKind.FUNCTION
        ? new Dependency().function(new FunctionDependency().functionFullName(id.name().toString()))
        : new Dependency().table(new TableDependency().tableFullName(id.name().toString()));
  }

  private static CreateExternalLocation externalLocation(ExternalLocation location) {
    return new CreateExternalLocation()
        .name(location.name().last())
        .url(location.url())
        .credentialName(location.credentialName())
        .comment(comment(location));
  }

  private static CreateRegisteredModel model(RegisteredModel model) {
    return new CreateRegisteredModel()
        .catalogName(model.name().first())
        .schemaName(schema(model.name()))
        .name(model.name().last())
        .comment(comment(model));
  }

  /** As it was read: a type of the library would lose what it does not know. */
  private static ObjectNode function(Function function) {
    ObjectNode info = CanonicalJson.object();
    info.put("catalog_name", function.name().first());
    info.put("schema_name", schema(function.name()));
    info.put("name", function.name().last());
    info.putObject("input_params").putArray("parameters");
    function.routine().forEach((field, value) -> info.set(field, CanonicalJson.parse(value)));
    if (!function.details().comment().isEmpty()) {
      info.put("comment", function.details().comment());
    }
    ObjectNode body = CanonicalJson.object();
    body.set("function_info", info);
    return body;
  }

  private static ObjectNode credential(Credential credential) {
    ObjectNode body = CanonicalJson.object();
    body.put("name", credential.name().last());
    body.put("purpose", "STORAGE");
    CanonicalJson.parse(credential.identity())
        .properties()
        .forEach(member -> body.set(member.getKey(), member.getValue()));
    if (!credential.details().comment().isEmpty()) {
      body.put("comment", credential.details().comment());
    }
    return body;
  }

  private static String schema(AssetName name) {
    return name.parts().get(1);
  }

  private static String comment(CatalogAsset asset) {
    return orNull(asset.details().comment());
  }

  private static Map<String, String> properties(CatalogAsset asset) {
    return asset.details().properties().isEmpty() ? null : asset.details().properties();
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
