package dev.levee.sync.store.hadoop.table;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.hadoop.HadoopAccess;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;

/** The data files of one table. */
final class ParquetFiles {
  private final Configuration configuration;
  private final Location root;
  private final TableColumns columns;
  private final MessageType schema;

  ParquetFiles(HadoopAccess access, Location root, TableColumns columns) {
    this.configuration = access.configuration();
    this.root = root;
    this.columns = columns;
    this.schema = columns.parquet();
  }

  /** Writes a new file and returns its size in bytes. */
  long write(String path, List<Map<String, Object>> rows) throws IOException {
    Path file = HadoopAccess.path(root.resolve(path));
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(HadoopOutputFile.fromPath(file, configuration))
            .withType(schema)
            .withConf(configuration)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build()) {
      for (Map<String, Object> row : rows) {
        writer.write(group(row));
      }
    }
    return file.getFileSystem(configuration).getFileStatus(file).getLen();
  }

  private Group group(Map<String, Object> row) {
    Group group = new SimpleGroupFactory(schema).newGroup();
    for (TableColumns.Column column : columns.inFiles()) {
      Object value = row.get(column.name());
      if (value instanceof Instant time) {
        group.append(column.name(), ChronoUnit.MICROS.between(Instant.EPOCH, time));
      } else if (value != null) {
        group.append(column.name(), (String) value);
      }
    }
    return group;
  }

  /** All rows of a file, in order. */
  List<Map<String, Object>> read(TableFile file) throws IOException {
    // What the log says of its size saves asking the store.
    FileStatus status =
        new FileStatus(file.size(), false, 1, 0, 0, HadoopAccess.path(root.resolve(file.path())));
    List<Map<String, Object>> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        new GroupReader(HadoopInputFile.fromStatus(status, configuration)).build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        rows.add(row(group));
      }
    }
    return rows;
  }

  private static final class GroupReader extends ParquetReader.Builder<Group> {
    GroupReader(InputFile file) {
      super(file);
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }

  private Map<String, Object> row(Group group) {
    Map<String, Object> row = new HashMap<>();
    for (TableColumns.Column column : columns.inFiles()) {
      if (group.getFieldRepetitionCount(column.name()) > 0) {
        row.put(
            column.name(),
            switch (column.type()) {
              case STRING -> group.getString(column.name(), 0);
              case TIMESTAMP ->
                  Instant.EPOCH.plus(group.getLong(column.name(), 0), ChronoUnit.MICROS);
            });
      }
    }
    return row;
  }
}
