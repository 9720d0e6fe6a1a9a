package dev.levee.sync;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.levee.sync.model.SystemTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which package may import which, and what only one class may do. */
class PackageRulesTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("dev.levee.sync");

  private static final String ROOT = "dev.levee.sync";

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(MAIN);
  }

  /** Of Levee's own packages, each imports itself and these; {@code engine} imports all. */
  @ParameterizedTest
  @CsvSource({
    "model, ''",
    "store, model",
    "log, model store",
    "rewrite, model log",
    "plan, model log rewrite",
    "copy, model store plan",
    "publish, model store plan",
    "verify, model store log plan rewrite",
    "sweep, model store log plan",
    "mirror, model store plan copy sweep",
    "salvage, model log plan",
    "catalog, model store log",
    "group, model"
  })
  void aPackageImportsOnlyWhatItMay(String name, String allowed) {
    String[] permitted =
        Stream.concat(Stream.of(name), Stream.of(allowed.split(" ", -1)))
            .filter(word -> !word.isEmpty())
            .map(word -> ROOT + "." + word + "..")
            .toArray(String[]::new);
    DescribedPredicate<JavaClass> others =
        resideInAPackage(ROOT + "..").and(DescribedPredicate.not(resideInAnyPackage(permitted)));
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "." + name + "..")
            .should()
            .dependOnClassesThat(others.as("other packages than " + allowed)));
  }

  /** Inside the engine, too, imports go one way: from the thread of a group down to its commits. */
  @ParameterizedTest
  @CsvSource({
    "control, ''",
    "commit, control",
    "artefact, control commit",
    "divergence, control commit",
    "table, control commit artefact divergence",
    "direction, control commit artefact divergence table",
    "failover, control commit artefact divergence table direction",
    "salvage, control commit artefact divergence table direction failover",
    "drill, control failover"
  })
  void aPartOfTheEngineImportsOnlyWhatIsBelowIt(String name, String allowed) {
    String[] permitted =
        Stream.concat(Stream.of(name), Stream.of(allowed.split(" ", -1)))
            .filter(word -> !word.isEmpty())
            .map(word -> ROOT + ".engine." + word)
            .toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".engine." + name)
            .should()
            .dependOnClassesThat(
                resideInAPackage(ROOT + ".engine.*")
                    .and(DescribedPredicate.not(resideInAnyPackage(permitted)))));
  }

  @ParameterizedTest
  @CsvSource({"model", "group"})
  void thePurePackagesUseTheJdkOnly(String name) {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "." + name + "..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", ROOT + ".."));
  }

  /** Each library is seen in a few packages, so that another can take its place. */
  @ParameterizedTest
  @CsvSource({
    "software.amazon.awssdk, store.s3 store.embedded",
    "org.gaul, store.embedded",
    "org.apache.hadoop, store.hadoop log.kernel",
    "io.delta.kernel, log.kernel",
    "io.unitycatalog, catalog.unity"
  })
  void aLibraryIsSeenOnlyWhereItIsWrapped(String library, String packages) {
    String[] permitted =
        Stream.of(packages.split(" ", -1))
            .map(word -> ROOT + "." + word + "..")
            .toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(permitted)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library + ".."));
  }

  @Test
  void thereAreNoCycles() {
    check(slices().matching(ROOT + ".(**)").should().beFreeOfCycles());
  }

  /** The whole engine runs on a simulated clock. */
  @Test
  void onlyOneClassReadsTheClockAndSleeps() {
    check(
        noClasses()
            .that(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(SystemTime.class)))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class)
            .orShould()
            .callMethod(TimeUnit.class, "sleep", long.class)
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .callMethod(Math.class, "random"));
  }

  @Test
  void namesSayWhatAClassIs() {
    check(noClasses().should().haveNameMatching(".*(Utils|Util|Impl|Manager|Helper)(\\$.*)?"));
  }
}
