package dev.levee.sync.log;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the actions that say what a table is: {@code protocol} and {@code metaData}. */
final class TableActions {
  private TableActions() {}

  private static final class ProtocolFields {
    private OptionalInt reader = OptionalInt.empty();
    private OptionalInt writer = OptionalInt.empty();
    private List<String> readerFeatures = List.of();
    private List<String> writerFeatures = List.of();
  }

  static Protocol protocol(JsonParser parser) throws IOException {
    ProtocolFields found = new ProtocolFields();
    StrictJson.eachField(
        parser,
        "protocol",
        field -> {
          String what = "protocol." + field;
          switch (field) {
            case "minReaderVersion" ->
                found.reader = OptionalInt.of(StrictJson.smallNumber(parser, what));
            case "minWriterVersion" ->
                found.writer = OptionalInt.of(StrictJson.smallNumber(parser, what));
            case "readerFeatures" -> found.readerFeatures = StrictJson.texts(parser, what);
            case "writerFeatures" -> found.writerFeatures = StrictJson.texts(parser, what);
            default -> {}
          }
        });
    return new Protocol(
        found.reader.orElseThrow(() -> LineFault.missing("protocol.minReaderVersion")),
        found.writer.orElseThrow(() -> LineFault.missing("protocol.minWriterVersion")),
        Set.copyOf(found.readerFeatures),
        Set.copyOf(found.writerFeatures));
  }

  private static final class MetadataFields {
    private Optional<String> id = Optional.empty();
    private Optional<String> name = Optional.empty();
    private Map<String, String> configuration = Map.of();
    private List<String> partitionColumns = List.of();
    private String schemaString = "";
  }

  static TableMetadata metadata(JsonParser parser) throws IOException {
    MetadataFields found = new MetadataFields();
    StrictJson.eachField(
        parser,
        "metaData",
        field -> {
          String what = "metaData." + field;
          switch (field) {
            case "id" -> found.id = Optional.of(StrictJson.text(parser, what));
            case "name" -> found.name = Optional.of(StrictJson.text(parser, what));
            case "configuration" -> found.configuration = StrictJson.textByName(parser, what);
            case "partitionColumns" -> found.partitionColumns = StrictJson.texts(parser, what);
            case "schemaString" -> found.schemaString = StrictJson.text(parser, what);
            default -> {}
          }
        });
    return new TableMetadata(
        found.id.orElseThrow(() -> LineFault.missing("metaData.id")),
        found.name,
        found.configuration,
        found.partitionColumns,
        found.schemaString);
  }
}
