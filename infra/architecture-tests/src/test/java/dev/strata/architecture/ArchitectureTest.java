package dev.strata.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The product as it is keeps the rules. */
@AnalyzeClasses(packages = "dev.strata", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule SIDES_MEET_ONLY_IN_THE_KERNEL = ModuleRules.SIDES_MEET_ONLY_IN_THE_KERNEL;

    @ArchTest
    static final ArchRule SIDES_SEE_KERNEL_AND_PLATFORM_ONLY = ModuleRules.SIDES_SEE_KERNEL_AND_PLATFORM_ONLY;

    @ArchTest
    static final ArchRule KERNEL_NEEDS_THE_JDK_ONLY = ModuleRules.KERNEL_NEEDS_THE_JDK_ONLY;

    @ArchTest
    static final ArchRule PLATFORM_KNOWS_NO_SIDE = ModuleRules.PLATFORM_KNOWS_NO_SIDE;

    @ArchTest
    static final ArchRule CLIENTS_SHARE_ONLY_CONTENT = ModuleRules.CLIENTS_SHARE_ONLY_CONTENT;

    @ArchTest
    static final ArchRule DOMAIN_IS_PLAIN_JAVA = LayerRules.DOMAIN_IS_PLAIN_JAVA;

    @ArchTest
    static final ArchRule DOMAIN_HAS_NO_CLOCK = LayerRules.DOMAIN_HAS_NO_CLOCK;

    @ArchTest
    static final ArchRule WEB_IS_A_LEAF = LayerRules.WEB_IS_A_LEAF;

    @ArchTest
    static final ArchRule TIME_AND_CHANCE_COME_FROM_OUTSIDE = LayerRules.TIME_AND_CHANCE_COME_FROM_OUTSIDE;

    @ArchTest
    static final ArchRule ROWS_ARE_NOT_STREAMED = LayerRules.ROWS_ARE_NOT_STREAMED;

    /** A rule says nothing of a module that was not looked at. */
    @ArchTest
    static void everyModuleIsLookedAt(JavaClasses classes) {
        assertThat(classes.stream().map(type -> type.getPackageName().split("\\.")[2]))
                .contains("kernel", "platform", "command", "query", "storage", "sync", "client", "standalone");
    }
}
