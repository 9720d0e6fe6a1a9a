package dev.levee.daemon.quickstart.tables;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.hadoop.HadoopAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;

/** The Parquet files of one table. */
final class TableFiles {
  private final Configuration configuration;
  private final Location root;
  private final MessageType schema;

  TableFiles(HadoopAccess access, Location root, MessageType schema) {
    this.configuration = access.configuration();
    this.root = root;
    this.schema = schema;
  }

  /**
   * Writes a new file.
   *
   * @param path below the table's root
   * @return its size in bytes
   */
  long write(String path, List<Group> rows) throws IOException {
    Path file = HadoopAccess.path(root.resolve(path));
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(HadoopOutputFile.fromPath(file, configuration))
            .withType(schema)
            .withConf(configuration)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build()) {
      for (Group row : rows) {
        writer.write(row);
      }
    }
    return file.getFileSystem(configuration).getFileStatus(file).getLen();
  }

  /** All rows of a file. */
  List<Group> read(String path) throws IOException {
    Path file = HadoopAccess.path(root.resolve(path));
    List<Group> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file).withConf(configuration).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row);
      }
    }
    return rows;
  }
}
