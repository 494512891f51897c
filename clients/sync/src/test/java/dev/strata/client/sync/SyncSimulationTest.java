package dev.strata.client.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Whatever users do on whatever devices, and whatever fails meanwhile: when it is quiet all devices and the server are the
 * same, and nothing is lost. {@code -Dsimulation.schedules} says how many schedules are tried, {@code -Dsimulation.seed}
 * which is the first.
 */
class SyncSimulationTest {
    private static final int SCHEDULES = Integer.getInteger("simulation.schedules", 3_000);

    @Test
    void devicesConvergeAndNothingIsLost() {
        long first = Long.getLong("simulation.seed", System.nanoTime() & 0xffff_ffffL);
        long began = System.nanoTime();
        long rounds = 0;
        long steps = 0;
        long crashes = 0;
        long cuts = 0;
        for (long seed = first; seed < first + SCHEDULES; seed++) {
            SyncSimulation simulation = new SyncSimulation(seed, null);
            try {
                simulation.run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + "\n" + String.join("\n", trace(seed)), e);
            }
            rounds += simulation.rounds;
            steps += simulation.steps;
            crashes += simulation.crashes;
            cuts += simulation.cuts;
        }
        System.out.printf(
                "simulation: seed %d, %d schedules, %d rounds, %d steps, %d crashes, %d cuts, %d s%n",
                first,
                SCHEDULES,
                rounds,
                steps,
                crashes,
                cuts,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    }

    private static List<String> trace(long seed) {
        List<String> trace = new ArrayList<>();
        try {
            new SyncSimulation(seed, trace).run();
        } catch (RuntimeException | AssertionError e) {
            trace.add(e.toString());
        }
        return trace;
    }
}
