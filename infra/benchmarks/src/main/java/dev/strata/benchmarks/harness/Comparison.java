package dev.strata.benchmarks.harness;

/** The product beside its limit, rates of the same rounds. */
public record Comparison(String name, Series limit, Series product, Bar bar) {

    /** Of each round its own ratio: what disturbs the machine for a while disturbs both. */
    public Series ratio() {
        return product.relativeTo(limit);
    }
}
