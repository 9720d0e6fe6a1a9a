package dev.levee.sync.store.hadoop.table;

import io.delta.standalone.types.DataType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import io.delta.standalone.types.TimestampType;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * The columns of a table, all of which may be null.
 *
 * @param columns in order
 * @param partitionedBy the names of those whose values stand in the log and not in the files; all
 *     are strings
 */
public record TableColumns(List<Column> columns, List<String> partitionedBy) {
  /** Copies the lists. */
  public TableColumns {
    columns = List.copyOf(columns);
    partitionedBy = List.copyOf(partitionedBy);
  }

  /** What a column holds. */
  public enum Type {
    /** Text, a {@link String}. */
    STRING,
    /** A point in time to the microsecond, an {@link java.time.Instant}. */
    TIMESTAMP
  }

  /**
   * One column.
   *
   * @param name its name
   * @param type what it holds
   */
  public record Column(String name, Type type) {
    /** A column of texts. */
    public static Column string(String name) {
      return new Column(name, Type.STRING);
    }

    private DataType delta() {
      return switch (type) {
        case STRING -> new StringType();
        case TIMESTAMP -> new TimestampType();
      };
    }

    private PrimitiveType parquet() {
      return switch (type) {
        case STRING ->
            Types.optional(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(name);
        case TIMESTAMP ->
            Types.optional(PrimitiveTypeName.INT64)
                .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                .named(name);
      };
    }
  }

  /** The columns that the files hold. */
  List<Column> inFiles() {
    return columns.stream().filter(column -> !partitionedBy.contains(column.name())).toList();
  }

  StructType delta() {
    StructType schema = new StructType();
    for (Column column : columns) {
      schema = schema.add(column.name(), column.delta());
    }
    return schema;
  }

  MessageType parquet() {
    return Types.buildMessage()
        .addFields(inFiles().stream().map(Column::parquet).toArray(PrimitiveType[]::new))
        .named("row");
  }
}
