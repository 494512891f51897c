package dev.strata.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class StagesTest {
    private final List<String> stopped = new ArrayList<>();
    private final Stages stages = new Stages();

    @Test
    void stopInTheOppositeOrder() throws Exception {
        stages.open(() -> stage("database"));
        stages.open(() -> stage("application"));

        stages.close();

        assertThat(stopped).containsExactly("application", "database");
    }

    @Test
    void oneThatFailsToStopDoesNotKeepTheOthersRunning() throws Exception {
        stages.open(() -> stage("database"));
        stages.open(() -> () -> {
            throw new IllegalStateException("stuck");
        });

        assertThatThrownBy(stages::close)
                .isInstanceOf(IOException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("stuck"));
        assertThat(stopped).containsExactly("database");
    }

    @Test
    void nothingStartsOnceTheEndHasBegun() throws Exception {
        stages.close();

        assertThatThrownBy(() -> stages.open(() -> stage("application"))).isInstanceOf(CancellationException.class);
    }

    @Test
    void closingTwiceStopsOnce() throws Exception {
        stages.open(() -> stage("database"));

        stages.close();
        stages.close();

        assertThat(stopped).containsExactly("database");
    }

    private AutoCloseable stage(String name) {
        return () -> stopped.add(name);
    }
}
