package dev.levee.sync.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.TwoRegions;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.embedded.EmbeddedS3Server;
import dev.levee.sync.store.local.LocalObjectStore;
import dev.levee.sync.store.s3.S3Credentials;
import dev.levee.sync.store.s3.S3ObjectStore;
import dev.levee.sync.store.s3.S3StoreSettings;
import dev.levee.sync.testing.SparkTables;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every table that Spark wrote is equal after replication, however closely one looks. */
class SparkTablesVerifyTest {
  @Test
  void everyTableIsEqualInMemory() {
    allAreEqual(TwoRegions.inMemory(), true);
  }

  @Test
  void everyTableIsEqualInFoldersWhereEtagsProveNothing(@TempDir Path folder) {
    allAreEqual(
        new TwoRegions(
            new LocalObjectStore(),
            Location.parse("file://" + folder + "/east/"),
            new LocalObjectStore(),
            Location.parse("file://" + folder + "/west/")),
        false);
  }

  @Test
  void everyTableIsEqualBetweenTwoS3Servers() {
    EmbeddedS3Server.Listener keys = EmbeddedS3Server.Listener.loopback("key", "secret");
    try (EmbeddedS3Server east = EmbeddedS3Server.inMemory(keys);
        EmbeddedS3Server west = EmbeddedS3Server.inMemory(keys);
        S3ObjectStore eastStore = client(east, keys);
        S3ObjectStore westStore = client(west, keys)) {
      east.createBucket("east-bucket");
      west.createBucket("west-bucket");
      allAreEqual(
          new TwoRegions(
              eastStore,
              Location.parse("s3://east-bucket/lake/"),
              westStore,
              Location.parse("s3://west-bucket/lake/")),
          true);
    }
  }

  private static S3ObjectStore client(EmbeddedS3Server server, EmbeddedS3Server.Listener keys) {
    return new S3ObjectStore(
        S3StoreSettings.server(
            server.endpoint(),
            "us-east-1",
            new S3Credentials.AccessKey(keys.accessKeyId(), keys.secretAccessKey())));
  }

  private static void allAreEqual(TwoRegions regions, boolean etagsAreMd5) {
    try (ReplicatedTables tables = ReplicatedTables.in(regions, SparkTables.NAMES)) {
      for (String name : SparkTables.NAMES) {
        Outcome equal = new Outcome.Equal(tables.newest(name));
        Checked quick = assertOutcome(tables.verify(name, ReplicatedTables.DEFAULT), equal);
        assertThat(etagsAreMd5 ? quick.commitsByEtag() : quick.commitsByBytes())
            .as(name)
            .isEqualTo(quick.commits())
            .isPositive();
        assertThat(quick.filesByBytes() + quick.filesByEtag()).as(name).isZero();

        Checked deep = assertOutcome(tables.verify(name, ReplicatedTables.DEEP), equal);
        assertThat(etagsAreMd5 ? deep.filesByEtag() : deep.filesByBytes())
            .as(name)
            .isEqualTo(deep.filesBySize());

        OptionalLong rows = SparkTables.rows(name).lastEntry().getValue();
        assertThat(assertOutcome(tables.verify(name, ReplicatedTables.ROWS), equal).rows())
            .as(name)
            .isEqualTo(rows);
        Outcome intact = new Outcome.Intact(tables.newest(name));
        Checked alone = assertOutcome(tables.verify(name, ReplicatedTables.REPLICA_ONLY), intact);
        assertThat(alone.rows()).as(name).isEqualTo(rows);
        assertThat(alone.files()).as(name).isEqualTo(quick.files());
      }
    }
  }

  private static Checked assertOutcome(TableVerification verification, Outcome expected) {
    assertThat(verification.outcome()).as(verification.toString()).isEqualTo(expected);
    return verification.checked();
  }
}
