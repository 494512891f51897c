package dev.strata.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final List<String> done = new ArrayList<>();

    private Slice slice(String name) {
        return () -> {
            done.add(name);
            return done.size();
        };
    }

    @Test
    void takesTurnsAndBeginsEachRoundWithAnother() throws Exception {
        new Rounds("/s", () -> done.add("prepare"))
                .with("limit", slice("limit"))
                .with("product", slice("product"))
                .run(2);
        assertThat(done)
                .containsExactly(
                        "prepare", "limit", "product", "prepare", "limit", "product", "prepare", "product", "limit");
    }

    @Test
    void theFirstRoundDoesNotCount() throws Exception {
        Map<String, Series> rates =
                new Rounds("/s").with("limit", slice("limit")).run(2);
        assertThat(rates).containsOnlyKeys("limit");
        assertThat(rates.get("limit").values()).containsExactly(2.0, 3.0);
    }
}
