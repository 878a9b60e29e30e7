package io.hooklane.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
  void noPackageHasANameThatSaysNothing() {
    noClasses()
        .should()
        .resideInAnyPackage(
            "..common..", "..util..", "..helper..", "..shared..", "..base..", "..impl..", "..v2..")
        .check(gateway);
  }
}
