package dev.strata.command;

import dev.strata.kernel.refusal.Refusal;
import java.util.Map;
import org.axonframework.commandhandling.CommandExecutionException;

/** Carries a {@link Refusal} through Axon to the edge, with what the edge should show besides. */
public class CommandRefused extends CommandExecutionException {
    private final transient Refusal refusal;
    private final transient Map<String, Object> members;

    public CommandRefused(Refusal refusal) {
        this(refusal, Map.of());
    }

    /** @param members more members for the problem document */
    @SuppressWarnings("MissingSummary") // the class says it
    public CommandRefused(Refusal refusal, Map<String, Object> members) {
        super(refusal.detail(), null, refusal);
        this.refusal = refusal;
        this.members = members;
    }

    public Refusal refusal() {
        return refusal;
    }

    public Map<String, Object> members() {
        return members;
    }

    /** A no is an answer, not an accident: nobody reads its stack. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
