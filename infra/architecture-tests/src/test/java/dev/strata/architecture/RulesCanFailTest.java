package dev.strata.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.strata.client.wrong.ClientReadsEvents;
import dev.strata.command.wrong.CallsWeb;
import dev.strata.command.wrong.domain.AsksTheClock;
import dev.strata.command.wrong.domain.KnowsAxon;
import dev.strata.command.wrong.web.SomeController;
import dev.strata.kernel.wrong.KernelKnowsAxon;
import dev.strata.platform.wrong.PlatformCallsSide;
import dev.strata.query.wrong.CallsOtherSide;
import dev.strata.query.wrong.StreamsRows;
import dev.strata.sync.wrong.ReadsTheTime;
import dev.strata.sync.wrong.UsesTheClient;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds a class that breaks it. */
class RulesCanFailTest {
    static Stream<Arguments> offences() {
        return Stream.of(
                Arguments.of(ModuleRules.SIDES_MEET_ONLY_IN_THE_KERNEL, CallsOtherSide.class),
                Arguments.of(ModuleRules.SIDES_SEE_KERNEL_AND_PLATFORM_ONLY, UsesTheClient.class),
                Arguments.of(ModuleRules.KERNEL_NEEDS_THE_JDK_ONLY, KernelKnowsAxon.class),
                Arguments.of(ModuleRules.PLATFORM_KNOWS_NO_SIDE, PlatformCallsSide.class),
                Arguments.of(ModuleRules.CLIENTS_SHARE_ONLY_CONTENT, ClientReadsEvents.class),
                Arguments.of(LayerRules.DOMAIN_IS_PLAIN_JAVA, KnowsAxon.class),
                Arguments.of(LayerRules.DOMAIN_HAS_NO_CLOCK, AsksTheClock.class),
                Arguments.of(LayerRules.WEB_IS_A_LEAF, CallsWeb.class),
                Arguments.of(LayerRules.TIME_AND_CHANCE_COME_FROM_OUTSIDE, ReadsTheTime.class),
                Arguments.of(LayerRules.ROWS_ARE_NOT_STREAMED, StreamsRows.class));
    }

    @ParameterizedTest
    @MethodSource("offences")
    void findsTheOffender(ArchRule rule, Class<?> offender) {
        JavaClasses classes = new ClassFileImporter().importClasses(offender, SomeController.class);
        assertThat(rule.evaluate(classes).getFailureReport().getDetails())
                .anyMatch(detail -> detail.contains(offender.getName()));
    }
}
