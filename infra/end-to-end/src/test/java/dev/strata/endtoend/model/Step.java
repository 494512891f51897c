package dev.strata.endtoend.model;

import java.util.List;

/** A part of a random life. */
sealed interface Step {
    /** Commands that different clients send at the same time. */
    record Commands(List<Action> actions) implements Step {}

    /** A question to both sides; {@code when} says about which moment. */
    record Look(int client, int what, int node, int when, int limit) implements Step {}

    /** A projection is built anew while life goes on. */
    record Replay(int projection) implements Step {}

    /** SIGKILL while commands are under way; a projection may be reset before the next start. */
    record Kill(List<Action> actions, int delayMillis, boolean withDatabase, int reset) implements Step {}
}
