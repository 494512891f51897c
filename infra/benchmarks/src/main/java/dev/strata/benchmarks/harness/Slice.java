package dev.strata.benchmarks.harness;

/** A short stretch of measured work. */
@FunctionalInterface
public interface Slice {
    /** Does the work once, and answers its rate. */
    double run() throws Exception;
}
