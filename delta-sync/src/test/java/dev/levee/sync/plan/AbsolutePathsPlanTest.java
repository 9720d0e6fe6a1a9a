package dev.levee.sync.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.log.Commit;
import dev.levee.sync.log.CommitReader;
import dev.levee.sync.log.CommitRejectedException;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.TableId;
import dev.levee.sync.rewrite.PathTransform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a commit that names files absolutely needs, and when its table must be held. */
class AbsolutePathsPlanTest {
  private static final CommitPlanner S3 = planner("s3://east/lake/", "s3://west/copy/lake/");
  private static final CommitPlanner FILES = planner("file:///mnt/lake/", "file:///srv/lake/");

  private static CommitPlanner planner(String east, String west) {
    RegionName from = new RegionName("east");
    RegionName to = new RegionName("west");
    LocationMapping mapping =
        new LocationMapping("lake", Map.of(from, Location.parse(east), to, Location.parse(west)));
    LocationMappings mappings = new LocationMappings(List.of(mapping), RegionName::value);
    TableId table = new TableId("lake", "clone");
    return new CommitPlanner(
        new TableRoots(table, mappings.root(table, from), mappings.root(table, to)),
        PathTransform.between(mappings, from, to));
  }

  private static PlanOutcome plan(CommitPlanner planner, String line) {
    try {
      Commit commit = new CommitReader().read(1, new ByteArrayInputStream(line.getBytes(UTF_8)));
      return planner.plan(commit, Protocol.legacy(3, 7));
    } catch (CommitRejectedException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String action(String action, String path) {
    return "{\"%s\":{\"path\":\"%s\",\"size\":7}}".formatted(action, path);
  }

  private static CommitPlan planned(PlanOutcome outcome) {
    return outcome.match(
        plan -> plan.plan(),
        refused -> {
          throw new AssertionError(refused.hold().toString());
        });
  }

  @ParameterizedTest
  @CsvSource({
    "s3a://east/lake/source/p=a%20b/x, s3://east/lake/source/p=a b/x, s3://west/copy/lake/source/p=a b/x",
    "s3://east/lake/clone/x, s3://east/lake/clone/x, s3://west/copy/lake/clone/x"
  })
  void aMappedFileIsNeededWhereItsPathWillLead(String path, Location source, Location target) {
    for (String action : List.of("add", "cdc")) {
      CommitPlan plan = planned(plan(S3, action(action, path)));
      assertThat(plan.rewritten()).isTrue();
      assertThat(plan.objects())
          .singleElement()
          .satisfies(
              object -> {
                assertThat(object.source()).isEqualTo(source);
                assertThat(object.target()).isEqualTo(target);
                assertThat(object.size()).hasValue(7);
              });
    }
  }

  @Test
  void theFileOfADeletionVectorIsOneOfThem() {
    CommitPlan plan = planned(plan(S3, vector("p", "s3://east/lake/source/dv.bin")));
    assertThat(plan.rewritten()).isTrue();
    assertThat(plan.objects())
        .extracting(RequiredObject::target)
        .containsExactly(
            Location.parse("s3://west/copy/lake/clone/x"),
            Location.parse("s3://west/copy/lake/source/dv.bin"));
  }

  private static String vector(String storageType, String path) {
    return """
    {"add":{"path":"x","size":7,"deletionVector":{"storageType":"%s","pathOrInlineDv":"%s","offset":1,"sizeInBytes":1,"cardinality":1}}}
    """
        .formatted(storageType, path);
  }

  @Test
  void aMappedFileOfARegionOfFilesNeedsNoScheme() {
    for (String root : List.of("", "file:", "file://")) {
      CommitPlan plan = planned(plan(FILES, action("add", root + "/mnt/lake/s/x")));
      assertThat(plan.rewritten()).isTrue();
      assertThat(plan.objects().get(0).target()).isEqualTo(Location.parse("file:///srv/lake/s/x"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "s3://elsewhere/x, MISSING_LOCATION_MAPPING",
    "s3://east/lakes/x, MISSING_LOCATION_MAPPING",
    "s3a://west/copy/lake/x, MISSING_LOCATION_MAPPING",
    "s3://east/l%61ke/x, ABSOLUTE_PATH",
    "S3://east/lake/x, ABSOLUTE_PATH",
    "s3://user@east/lake/x, ABSOLUTE_PATH",
    "s3:/east/lake/x, ABSOLUTE_PATH",
    "s3:east/lake/x, ABSOLUTE_PATH",
    "/lake/x, ABSOLUTE_PATH",
    "//east/lake/x, ABSOLUTE_PATH",
    "file:///etc/passwd, ABSOLUTE_PATH",
    "http://169.254.169.254/latest, ABSOLUTE_PATH",
    "memory://east/lake/x, ABSOLUTE_PATH",
    "s3://east/lake/../secret, PATH_ESCAPE",
    "s3://east/lake/%2E%2E/secret, PATH_ESCAPE",
    "s3://east/lake/t/_delta_log/x, PATH_ESCAPE",
    "s3://east/lake/a//x, COMMIT_MALFORMED",
    "s3://east/lake/a?x, COMMIT_MALFORMED",
    "s3://east/lake/%zz, COMMIT_MALFORMED"
  })
  void holdsWhatItCannotFollow(String path, HoldReason reason) {
    for (String line : List.of(action("add", path), action("cdc", path), vector("p", path))) {
      assertThat(plan(S3, line))
          .isInstanceOfSatisfying(
              PlanOutcome.Refused.class,
              refused -> {
                assertThat(refused.hold().reason()).as(line).isEqualTo(reason);
                assertThat(refused.hold().detail()).contains(path);
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/passwd, ABSOLUTE_PATH",
    "file:///etc/passwd, MISSING_LOCATION_MAPPING",
    "file://host/mnt/lake/x, ABSOLUTE_PATH",
    "s3://mnt/lake/x, ABSOLUTE_PATH"
  })
  void holdsForeignPathsOfARegionOfFiles(String path, HoldReason reason) {
    assertThat(plan(FILES, action("add", path)))
        .isInstanceOfSatisfying(
            PlanOutcome.Refused.class,
            refused -> assertThat(refused.hold().reason()).isEqualTo(reason));
  }

  @Test
  void aRemovedFileNeedsNothingButIsRewrittenToo() {
    CommitPlan mapped = planned(plan(S3, action("remove", "s3://east/lake/source/x")));
    assertThat(mapped.objects()).isEmpty();
    assertThat(mapped.rewritten()).isTrue();
    CommitPlan elsewhere = planned(plan(S3, action("remove", "s3://elsewhere/x")));
    assertThat(elsewhere.rewritten()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"s3://west/copy/lake/x", "s3://east/l%61ke/x"})
  void aRemovedFileThatCouldNotBeTakenBackHolds(String path) {
    assertThat(plan(S3, action("remove", path)))
        .isInstanceOfSatisfying(
            PlanOutcome.Refused.class,
            refused -> assertThat(refused.hold().reason()).isEqualTo(HoldReason.ABSOLUTE_PATH));
  }

  @Test
  void aLogWithoutAbsolutePathsIsNotRewritten() {
    assertThat(planned(plan(S3, action("add", "x"))).rewritten()).isFalse();
    assertThat(planned(plan(S3, vector("i", "abcde"))).rewritten()).isFalse();
  }
}
