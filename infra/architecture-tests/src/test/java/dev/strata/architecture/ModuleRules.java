package dev.strata.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;

/** Who may see whom: kernel, then each side, then nothing. */
final class ModuleRules {
    static final String[] SIDES = {
        "dev.strata.command..", "dev.strata.query..", "dev.strata.storage..", "dev.strata.sync.."
    };

    private ModuleRules() {}

    static final ArchRule SIDES_MEET_ONLY_IN_THE_KERNEL = slices().matching("dev.strata.(command|query|storage|sync)..")
            .should()
            .notDependOnEachOther();

    static final ArchRule SIDES_SEE_KERNEL_AND_PLATFORM_ONLY = noClasses()
            .that()
            .resideInAnyPackage(SIDES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.strata.client..", "dev.strata.standalone..", "dev.strata.testing..");

    static final ArchRule KERNEL_NEEDS_THE_JDK_ONLY = classes()
            .that()
            .resideInAPackage("dev.strata.kernel..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.strata.kernel..", "java..", "org.jspecify..", "com.fasterxml.jackson.annotation..");

    static final ArchRule PLATFORM_KNOWS_NO_SIDE = noClasses()
            .that()
            .resideInAPackage("dev.strata.platform..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.strata..")
                    .and(not(resideInAPackage("dev.strata.platform..")))
                    .and(not(resideInAPackage("dev.strata.kernel.."))));

    static final ArchRule CLIENTS_SHARE_ONLY_CONTENT = noClasses()
            .that()
            .resideInAPackage("dev.strata.client..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.strata..")
                    .and(not(resideInAPackage("dev.strata.client..")))
                    .and(not(resideInAPackage("dev.strata.kernel.content.."))));
}
