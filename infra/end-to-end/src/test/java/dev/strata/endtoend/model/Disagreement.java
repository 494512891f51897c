package dev.strata.endtoend.model;

/** The product has said what the model cannot explain. */
final class Disagreement extends RuntimeException {
    Disagreement(String reasons) {
        super(reasons);
    }
}
