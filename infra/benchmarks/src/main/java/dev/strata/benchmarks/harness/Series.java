package dev.strata.benchmarks.harness;

import java.util.List;
import java.util.stream.IntStream;

/** The raw values of one measured thing, one a round or one a sample. */
public record Series(String name, String unit, List<Double> values) {
    public Series {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured: " + name);
        }
        values = List.copyOf(values);
    }

    public double median() {
        return quantile(0.5);
    }

    /** The value below which that part of the values lies, interpolated. */
    public double quantile(double part) {
        List<Double> sorted = values.stream().sorted().toList();
        double place = part * (sorted.size() - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }

    double min() {
        return quantile(0);
    }

    double max() {
        return quantile(1);
    }

    /** The rate of doing this and then the other, round by round. */
    public Series followedBy(Series other) {
        return new Series(
                name + " + " + other.name,
                unit,
                IntStream.range(0, values.size())
                        .mapToObj(i -> 1 / (1 / values.get(i) + 1 / other.values.get(i)))
                        .toList());
    }

    /** The values of this in units of the other's, round by round. */
    Series relativeTo(Series other) {
        return new Series(
                name,
                "",
                IntStream.range(0, values.size())
                        .mapToObj(i -> values.get(i) / other.values.get(i))
                        .toList());
    }
}
