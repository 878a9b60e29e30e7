package io.hooklane.dispatcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The house's rules for packages. What decides is plain: it knows neither Kafka nor Vert.x. */
class HouseRulesTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.hooklane.dispatcher");

  @Test
  void whatDecidesImportsOnlyTheJdkAndTheContracts() {
    classes()
        .that()
        .haveSimpleName("OffsetTracker")
        .or()
        .haveSimpleName("RetryDecision")
        .or()
        .haveSimpleName("RetrySchedule")
        .or()
        .haveSimpleName("LaneLimits")
        .or()
        .haveSimpleName("AttemptOutcome")
        .or()
        .haveSimpleName("Lane")
        .or()
        .haveSimpleName("Lanes")
        .or()
        .haveSimpleName("Breaker")
        .or()
        .haveSimpleName("ConcurrencyLimit")
        .or()
        .haveSimpleName("HoldBack")
        .or()
        .haveSimpleName("Pace")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "org.jspecify..", "io.hooklane.contracts..", "io.hooklane.dispatcher..")
        .because("the logic of lanes, offsets and retries must be testable as plain classes")
        .check(CLASSES);
  }

  @Test
  void timeComesFromAClock() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .because("a test must be able to bring its own time")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.hooklane.dispatcher.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void noBannedNames() {
    noClasses()
        .should()
        .resideInAnyPackage(
            "..common..", "..util..", "..helper..", "..shared..", "..base..", "..impl..", "..v2..")
        .because("a package is named for what it does")
        .check(CLASSES);
  }
}
