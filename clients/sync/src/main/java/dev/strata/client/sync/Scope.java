package dev.strata.client.sync;

/** What is left out, on both sides. */
interface Scope {
    Scope ALL = (_, _) -> false;

    /** What is below a folder that is left out is left out too. */
    boolean leavesOut(String path, boolean folder);
}
