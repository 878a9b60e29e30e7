package io.hooklane.subscription;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.hooklane.subscription.idempotency.Idempotent;
import jakarta.ws.rs.POST;
import java.time.Instant;

/** The house's rules for packages. A record that is no wire form and no fixture is domain. */
@AnalyzeClasses(
    packages = "io.hooklane.subscription",
    importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

  @ArchTest
  static final ArchRule domainImportsOnlyTheJdkAndTheContracts =
      classes()
          .that()
          .areRecords()
          .and()
          .haveSimpleNameNotEndingWith("In")
          .and()
          .haveSimpleNameNotEndingWith("Out")
          .and()
          .haveSimpleNameNotEndingWith("Body")
          // Tells of a transaction under way, and of what came of a request.
          .and()
          .doNotHaveSimpleName("ApplicationDeletion")
          .and()
          .doNotHaveSimpleName("Upsert")
          .and()
          .resideOutsideOfPackage("..routing..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "io.hooklane.contracts..",
              "io.hooklane.egress..",
              "io.hooklane.subscription..")
          .because("what is decided here must not depend on how it is stored or sent");

  @ArchTest
  static final ArchRule rowsAndRepositoriesStayInTheirPackage =
      classes()
          .that()
          .haveSimpleNameEndingWith("Row")
          .or()
          .haveSimpleNameEndingWith("Repository")
          .should()
          .bePackagePrivate()
          .because("a row that leaves its package makes its table everybody's");

  @ArchTest
  static final ArchRule noFeatureReachesIntoAnothersInternals =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveSimpleNameEndingWith("Resource")
          .because("resources are doors from outside; features meet through their public types");

  @ArchTest
  static final ArchRule whatIsPostedTwiceHappensOnce =
      methods()
          .that()
          .areAnnotatedWith(POST.class)
          // Their answers are too large to be kept, and repeats change nothing.
          .and()
          .areDeclaredInClassesThat()
          .doNotHaveSimpleName("TransferResource")
          .should()
          .beAnnotatedWith(Idempotent.class)
          .because("every SDK repeats a POST that it had no answer to");

  @ArchTest
  static final ArchRule timeComesFromAClock =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .because("a test must be able to bring its own time");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.hooklane.subscription.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noBannedNames =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..common..",
              "..util..",
              "..helper..",
              "..shared..",
              "..base..",
              "..impl..",
              "..v2..")
          .because("a package is named for what it does");
}
