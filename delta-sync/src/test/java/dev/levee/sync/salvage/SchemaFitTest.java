package dev.levee.sync.salvage;

import static dev.levee.sync.salvage.JudgedBranch.ID;
import static dev.levee.sync.salvage.JudgedBranch.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.log.TableMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which files fit a schema that has changed since they were written. */
class SchemaFitTest {
  private static final String FITS = "";

  private static TableMetadata table(String... fields) {
    return JudgedBranch.metadata(Map.of(), fields);
  }

  private static TableMetadata partitioned(TableMetadata table, String column) {
    return new TableMetadata(
        table.id(), Optional.empty(), Map.of(), List.of(column), table.schemaString());
  }

  private static String mapped(String name, int id, String physical) {
    return field(
        name,
        "\"long\"",
        "\"delta.columnMapping.id\":%d,\"delta.columnMapping.physicalName\":\"%s\""
            .formatted(id, physical));
  }

  private static String struct(String... fields) {
    return field(
        "s", "{\"type\":\"struct\",\"fields\":[%s]}".formatted(String.join(",", fields)), "");
  }

  private static String array(String element, boolean containsNull) {
    return field(
        "a",
        "{\"type\":\"array\",\"elementType\":%s,\"containsNull\":%s}"
            .formatted(element, containsNull),
        "");
  }

  private static String map(String key, String value) {
    return field(
        "m",
        "{\"type\":\"map\",\"keyType\":%s,\"valueType\":%s,\"valueContainsNull\":true}"
            .formatted(key, value),
        "");
  }

  private static String notNull(String field) {
    return field.replace("\"nullable\":true", "\"nullable\":false");
  }

  static Stream<Arguments> schemas() {
    String comment = field("id", "\"long\"", "\"comment\":\"new\"");
    return Stream.of(
        Arguments.of("the same", table(ID), table(ID), FITS),
        Arguments.of("a comment", table(ID), table(comment), FITS),
        Arguments.of("a new column", table(ID), table(ID, field("b", "\"long\"", "")), FITS),
        Arguments.of(
            "a new column with a default",
            table(ID),
            table(ID, field("b", "\"long\"", "\"CURRENT_DEFAULT\":\"1\"")),
            FITS),
        Arguments.of(
            "a new column that must not be null",
            table(ID),
            table(ID, notNull(field("b", "\"long\"", ""))),
            "the table has a column b now that must not be null"),
        Arguments.of(
            "a new generated column",
            table(ID),
            table(ID, field("b", "\"long\"", "\"delta.generationExpression\":\"id\"")),
            "the table has a new column of which more is asked: column b has another delta.generationExpression now"),
        Arguments.of("a column less", table(ID), table(), "the table has no column id any more"),
        Arguments.of(
            "a column that must not be null any more",
            table(ID),
            table(notNull(ID)),
            "column id must not be null now"),
        Arguments.of("a column that may be null now", table(notNull(ID)), table(ID), FITS),
        Arguments.of(
            "a wider type",
            table(field("id", "\"integer\"", "")),
            table(ID),
            "column id was integer and is long now"),
        Arguments.of(
            "an invariant",
            table(ID),
            table(field("id", "\"long\"", "\"delta.invariants\":\"x\"")),
            "column id has another delta.invariants now"),
        Arguments.of(
            "an identity column, unchanged",
            table(field("id", "\"long\"", "\"delta.identity.start\":1")),
            table(field("id", "\"long\"", "\"delta.identity.start\":1")),
            "column id is an identity column, whose values are given one by one"),
        Arguments.of(
            "a rename under column mapping",
            table(mapped("old", 1, "col-1")),
            table(mapped("new", 1, "col-1")),
            FITS),
        Arguments.of(
            "a column that was dropped and added again",
            table(mapped("id", 1, "col-1")),
            table(mapped("id", 2, "col-2")),
            "the table has no column id any more"),
        Arguments.of(
            "another identifier",
            table(mapped("id", 1, "id")),
            table(mapped("id", 2, "id")),
            "column id is another one now (column mapping)"),
        Arguments.of("column mapping since", table(ID), table(mapped("id", 1, "id")), FITS),
        Arguments.of(
            "a new field of a struct",
            table(struct(ID)),
            table(struct(ID, comment.replace("id", "b"))),
            FITS),
        Arguments.of(
            "a field of a struct less",
            table(struct(ID)),
            table(struct()),
            "the table has no column s.id any more"),
        Arguments.of(
            "other elements",
            table(array("\"long\"", true)),
            table(array("\"string\"", true)),
            "column a.element was long and is string now"),
        Arguments.of(
            "elements that must not be null",
            table(array("\"long\"", true)),
            table(array("\"long\"", false)),
            "a.element must not be null now"),
        Arguments.of(
            "other values",
            table(map("\"string\"", "\"long\"")),
            table(map("\"string\"", "\"date\"")),
            "column m.value was long and is date now"),
        Arguments.of(
            "other keys",
            table(map("\"string\"", "\"long\"")),
            table(map("\"long\"", "\"long\"")),
            "column m.key was string and is long now"),
        Arguments.of(
            "a struct in place of a number",
            table(ID),
            table(struct(ID).replace("\"s\"", "\"id\"")),
            "column id was long and is struct now"),
        Arguments.of(
            "other partitions",
            partitioned(table(ID), "id"),
            table(ID),
            "the table is partitioned by [] now, not by [id]"),
        Arguments.of(
            "a renamed partition column",
            partitioned(table(mapped("old", 1, "col-1")), "old"),
            partitioned(table(mapped("new", 1, "col-1")), "new"),
            FITS));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("schemas")
  void filesFitWhatAsksNoMoreOfThem(
      String what, TableMetadata written, TableMetadata now, String misfit) {
    assertThat(SchemaFit.misfit(written, now).orElse(FITS)).as(what).isEqualTo(misfit);
  }
}
