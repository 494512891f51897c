package dev.strata.benchmarks.harness;

/** A measurement that stands alone. */
public record Figure(String name, Series series, Bar bar) {}
