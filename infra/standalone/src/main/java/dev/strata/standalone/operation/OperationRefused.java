package dev.strata.standalone.operation;

/** An operation cannot be done, for a reason that the operator can mend. The message is all that they see. */
public final class OperationRefused extends RuntimeException {
    OperationRefused(String message) {
        super(message);
    }
}
