package dev.levee.sync.log;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The fields of an {@code add}, {@code remove} or {@code cdc} action that replication needs. */
final class FileFields {
  private static final class VectorFields {
    private Optional<String> storageType = Optional.empty();
    private Optional<String> pathOrInlineDv = Optional.empty();
    private OptionalInt offset = OptionalInt.empty();
    private OptionalInt sizeInBytes = OptionalInt.empty();
    private OptionalLong cardinality = OptionalLong.empty();
  }

  private final String action;
  private Optional<String> path = Optional.empty();
  private OptionalLong size = OptionalLong.empty();
  private boolean dataChange = true;
  private Optional<DeletionVector> deletionVector = Optional.empty();

  private FileFields(String action) {
    this.action = action;
  }

  static FileFields read(JsonParser parser, String action) throws IOException {
    FileFields found = new FileFields(action);
    StrictJson.eachField(parser, action, field -> found.readField(parser, field));
    return found;
  }

  FileAction add() throws LineFault {
    return new FileAction.Add(requiredPath(), size, dataChange, deletionVector);
  }

  FileAction remove() throws LineFault {
    return new FileAction.Remove(requiredPath(), deletionVector);
  }

  FileAction change() throws LineFault {
    return new FileAction.Change(requiredPath(), size);
  }

  private String requiredPath() throws LineFault {
    return path.orElseThrow(() -> LineFault.missing(action + ".path"));
  }

  private void readField(JsonParser parser, String field) throws IOException {
    String what = action + "." + field;
    switch (field) {
      case "path" -> path = Optional.of(StrictJson.text(parser, what));
      case "size" ->
          size = OptionalLong.of(notNegative(StrictJson.wholeNumber(parser, what), what));
      case "dataChange" -> dataChange = StrictJson.truth(parser, what);
      case "deletionVector" -> deletionVector = Optional.of(deletionVector(parser, what));
      default -> {}
    }
  }

  private static DeletionVector deletionVector(JsonParser parser, String what) throws IOException {
    VectorFields found = new VectorFields();
    StrictJson.eachField(
        parser, what, field -> readVectorField(parser, found, what + "." + field, field));
    return new DeletionVector(
        found.storageType.orElseThrow(() -> LineFault.missing(what + ".storageType")),
        found.pathOrInlineDv.orElseThrow(() -> LineFault.missing(what + ".pathOrInlineDv")),
        found.offset,
        found.sizeInBytes.orElseThrow(() -> LineFault.missing(what + ".sizeInBytes")),
        found.cardinality.orElseThrow(() -> LineFault.missing(what + ".cardinality")));
  }

  private static void readVectorField(
      JsonParser parser, VectorFields found, String what, String field) throws IOException {
    switch (field) {
      case "storageType" -> found.storageType = Optional.of(StrictJson.text(parser, what));
      case "pathOrInlineDv" -> found.pathOrInlineDv = Optional.of(StrictJson.text(parser, what));
      case "offset" -> found.offset = OptionalInt.of(notNegative(parser, what));
      case "sizeInBytes" -> found.sizeInBytes = OptionalInt.of(notNegative(parser, what));
      case "cardinality" ->
          found.cardinality =
              OptionalLong.of(notNegative(StrictJson.wholeNumber(parser, what), what));
      default -> {}
    }
  }

  private static int notNegative(JsonParser parser, String what) throws IOException {
    return (int) notNegative(StrictJson.smallNumber(parser, what), what);
  }

  private static long notNegative(long number, String what) throws LineFault {
    if (number < 0) {
      throw LineFault.malformed(what + " is negative: " + number);
    }
    return number;
  }
}
