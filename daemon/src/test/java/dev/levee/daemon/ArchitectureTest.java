package dev.levee.daemon;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who may know whom in the daemon. */
class ArchitectureTest {
  private static final JavaClasses DAEMON =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.levee.daemon");

  @Test
  void commandLinesAreOnlyReadByCommands() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..cli..", "..quickstart..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .because("the rest of the daemon is used without a command line too")
        .check(DAEMON);
  }

  @Test
  void webServersAreOnlyKnownToTheAdminPortAndTheStableUrls() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..admin..", "..stableurl..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
        .because("routes, limits and refusals are decided where a port is opened")
        .check(DAEMON);
  }

  @Test
  void yamlIsOnlyReadByTheConfiguration() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..config..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.yaml..")
        .check(DAEMON);
  }

  @Test
  void metricsAreOnlyMadeInReports() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..report..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.micrometer..")
        .check(DAEMON);
  }

  @Test
  void tablesAreOnlyWrittenByTheQuickstart() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..quickstart.tables..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.delta..", "org.apache.parquet..", "org.apache.hadoop..", "shadedelta..")
        .because("the daemon moves files and never writes into a user's table")
        .check(DAEMON);
  }

  @Test
  void configurationIsDataThatKnowsNoOneElse() {
    classes()
        .that()
        .resideInAPackage("..config..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.yaml..", "dev.levee.daemon.config..", "dev.levee.sync..")
        .check(DAEMON);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.levee.daemon.(*)..").should().beFreeOfCycles().check(DAEMON);
  }

  @Test
  void onlyTheEntryEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.levee.daemon.cli.ProcessStop")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .because("everything else returns or throws, so that stores and leases are closed")
        .check(DAEMON);
  }

  @Test
  void timeComesInThroughConstructors() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .because("dev.levee.sync.model.Time is the only clock")
        .check(DAEMON);
  }
}
