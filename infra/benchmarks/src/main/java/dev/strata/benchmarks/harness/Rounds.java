package dev.strata.benchmarks.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Interleaves slices of different work, so that all of them see the same machine. Each round begins with another one;
 * a first round warms up and does not count.
 */
public final class Rounds {
    private final String unit;
    private final Preparation preparation;
    private final Map<String, Slice> slices = new LinkedHashMap<>();

    /** What has to be done before each round, outside of the measured time. */
    @FunctionalInterface
    public interface Preparation {
        void run() throws Exception;
    }

    public Rounds(String unit) {
        this(unit, () -> {});
    }

    public Rounds(String unit, Preparation preparation) {
        this.unit = unit;
        this.preparation = preparation;
    }

    public Rounds with(String name, Slice slice) {
        slices.put(name, slice);
        return this;
    }

    /** The series of each slice, by its name. */
    public Map<String, Series> run(int count) throws Exception {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        slices.keySet().forEach(name -> rates.put(name, new ArrayList<>()));
        List<String> order = new ArrayList<>(slices.keySet());
        runOnce(order, new LinkedHashMap<>());
        for (int round = 0; round < count; round++) {
            runOnce(order, rates);
            Collections.rotate(order, 1);
        }
        Map<String, Series> all = new LinkedHashMap<>();
        rates.forEach((name, values) -> all.put(name, new Series(name, unit, values)));
        return all;
    }

    private void runOnce(List<String> order, Map<String, List<Double>> rates) throws Exception {
        preparation.run();
        for (String name : order) {
            Slice slice = slices.get(name);
            if (slice == null) {
                throw new IllegalStateException("no slice " + name);
            }
            double rate = slice.run();
            rates.computeIfAbsent(name, _ -> new ArrayList<>()).add(rate);
        }
    }
}
