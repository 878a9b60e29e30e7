package io.hooklane.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(
    packages = "io.hooklane.ingest",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule JSON_IS_CUT_WITHOUT_A_TREE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson.databind..");

  @ArchTest
  static final ArchRule ONLY_THE_REPOSITORY_SPEAKS_SQL =
      noClasses()
          .that()
          .resideOutsideOfPackage("..idempotency..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "io.agroal..");

  @ArchTest
  static final ArchRule TIME_COMES_FROM_A_CLOCK =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .because("a test must be able to bring its own time");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.hooklane.ingest.(*)..").should().beFreeOfCycles();

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
