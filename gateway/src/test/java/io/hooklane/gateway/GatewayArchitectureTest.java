package io.hooklane.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GatewayArchitectureTest {

  private final JavaClasses gateway =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.hooklane.gateway");

  @Test
  void roomsDoNotDependOnEachOtherInCircles() {
    slices().matching("io.hooklane.gateway.(*)..").should().beFreeOfCycles().check(gateway);
  }

  @Test
  void noRoomKnowsTheFrontDoor() {
    noClasses()
        .that()
        .resideInAPackage("io.hooklane.gateway.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.hooklane.gateway")
        .check(gateway);
  }

  @Test
  void whoCallsIsEstablishedWithoutKnowingWhereTo() {
    noClasses()
        .that()
        .resideInAPackage("..authentication..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..forwarding..", "..openapi..", "..webui..")
        .check(gateway);
  }

  @Test
  void timeComesFromAClock() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .because("a test must be able to bring its own time")
        .check(gateway);
  }

  @Test
  void noPackageHasANameThatSaysNothing() {
    noClasses()
        .should()
        .resideInAnyPackage(
            "..common..", "..util..", "..helper..", "..shared..", "..base..", "..impl..", "..v2..")
        .check(gateway);
  }
}
