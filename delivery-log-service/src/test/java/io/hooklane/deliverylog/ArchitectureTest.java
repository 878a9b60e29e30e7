package io.hooklane.deliverylog;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(
    packages = "io.hooklane.deliverylog",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule DOMAIN_KNOWS_ONLY_THE_JDK_AND_THE_CONTRACTS =
      classes()
          .that()
          .haveSimpleNameStartingWith("Recorded")
          .or()
          .haveNameMatching(".*\\.(Batch|MessagePlace|ListFilters)")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "io.hooklane.contracts..",
              "io.hooklane.deliverylog.recording",
              "io.hooklane.deliverylog.listing",
              "io.hooklane.deliverylog.message",
              "io.hooklane.deliverylog.payload",
              "io.hooklane.deliverylog.searchkey");

  @ArchTest
  static final ArchRule ROWS_STAY_IN_THEIR_PACKAGE =
      classes()
          .that()
          .haveNameMatching(".*\\.Recorded(Message|Delivery|Attempt)")
          .should()
          .bePackagePrivate();

  @ArchTest
  static final ArchRule ONLY_REPOSITORIES_AND_LOGS_SPEAK_SQL =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Resource")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "io.hooklane.deliverylog.database..");

  @ArchTest
  static final ArchRule NOBODY_READS_THE_TOPICS_BUT_THE_RECORDING_AND_THE_ACTIVITY =
      noClasses()
          .that()
          .resideOutsideOfPackages("..recording..", "..activity..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka.clients.consumer..", "org.apache.kafka.clients.admin..");

  @ArchTest
  static final ArchRule FEW_WRITE_THE_TOPICS =
      noClasses()
          .that()
          .resideOutsideOfPackages("..resend..", "..health..")
          .and()
          .haveSimpleNameNotEndingWith("Topic")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka.clients.producer..");

  @ArchTest
  static final ArchRule TIME_COMES_FROM_A_CLOCK =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .because("a test must be able to bring its own time");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.hooklane.deliverylog.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_DRAWERS =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..common..",
              "..util..",
              "..helper..",
              "..shared..",
              "..base..",
              "..impl..",
              "..v2..");
}
