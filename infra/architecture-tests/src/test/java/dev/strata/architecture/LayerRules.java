package dev.strata.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What holds inside a side: rules are plain Java, HTTP is a leaf, time and chance come from outside. */
final class LayerRules {
    private static final String[] WEB = Arrays.stream(ModuleRules.SIDES)
            .map(side -> side.replace("..", "..web.."))
            .toArray(String[]::new);

    private LayerRules() {}

    static final ArchRule DOMAIN_IS_PLAIN_JAVA = classes()
            .that()
            .resideInAPackage("dev.strata..domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.strata..domain..",
                    "dev.strata.kernel..",
                    "java.lang..",
                    "java.math..",
                    "java.text..",
                    "java.time..",
                    "java.util..",
                    "java.nio.charset..",
                    "org.jspecify..",
                    "com.fasterxml.jackson.annotation..");

    static final ArchRule DOMAIN_HAS_NO_CLOCK = noClasses()
            .that()
            .resideInAPackage("dev.strata..domain..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    static final ArchRule WEB_IS_A_LEAF = noClasses()
            .that()
            .resideInAnyPackage(ModuleRules.SIDES)
            .and()
            .resideOutsideOfPackages(WEB)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(WEB);

    static final ArchRule TIME_AND_CHANCE_COME_FROM_OUTSIDE = noClasses()
            .that()
            .resideInAnyPackage("dev.strata..")
            .and()
            .resideOutsideOfPackages("dev.strata.platform.time..", "dev.strata.kernel.id..", "dev.strata.client..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    /** {@code stream()} keeps its connection until somebody closes it; {@code list().stream()} has nothing to close. */
    static final ArchRule ROWS_ARE_NOT_STREAMED = noClasses()
            .that()
            .resideInAnyPackage("dev.strata..")
            .should()
            .callMethod(JdbcClient.MappedQuerySpec.class, "stream");
}
