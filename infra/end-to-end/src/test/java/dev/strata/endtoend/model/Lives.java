package dev.strata.endtoend.model;

import dev.strata.endtoend.model.Action.What;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generates what happens to drives. */
final class Lives {
    private static final int STEPS_MIN = 10;
    private static final int STEPS_MAX = 60;
    private static final int AT_ONCE_MAX = 3;
    private static final int MANY = 1_000;
    private static final int FEW = 63;
    private static final int DELAY_MAX_MILLIS = 25;

    private Lives() {}

    static Arbitrary<List<Step>> peaceful() {
        return Arbitraries.frequencyOf(
                        Tuple.of(60, commands()), Tuple.of(40, looks()), Tuple.of(1, small().map(Step.Replay::new)))
                .list()
                .ofMinSize(STEPS_MIN)
                .ofMaxSize(STEPS_MAX);
    }

    /** With one kill in the middle. */
    static Arbitrary<List<Step>> eventful() {
        return Combinators.combine(peaceful(), kills(), peaceful()).as((before, kill, after) -> {
            List<Step> all = new ArrayList<>(before);
            all.add(kill);
            all.addAll(after);
            return all;
        });
    }

    private static Arbitrary<Step> commands() {
        return actions().map(Step.Commands::new);
    }

    private static Arbitrary<List<Action>> actions() {
        return action().list().ofMinSize(1).ofMaxSize(AT_ONCE_MAX);
    }

    private static Arbitrary<Step> looks() {
        return Combinators.combine(small(), small(), number(), number(), Arbitraries.of(1, 2, 3, MANY))
                .as(Step.Look::new);
    }

    private static Arbitrary<Step> kills() {
        return Combinators.combine(
                        actions(),
                        Arbitraries.integers().between(0, DELAY_MAX_MILLIS),
                        Arbitraries.of(false, true),
                        small())
                .as(Step.Kill::new);
    }

    private static Arbitrary<Action> action() {
        return Combinators.combine(what(), small(), node(), node(), small(), small())
                .as(Action::new);
    }

    private static Arbitrary<What> what() {
        return Arbitraries.frequency(
                Tuple.of(8, What.CREATE_FOLDER),
                Tuple.of(8, What.CREATE_FILE),
                Tuple.of(5, What.ADD_VERSION),
                Tuple.of(5, What.CONFLICT),
                Tuple.of(2, What.RESTORE_VERSION),
                Tuple.of(5, What.RENAME),
                Tuple.of(8, What.MOVE),
                Tuple.of(6, What.TRASH),
                Tuple.of(5, What.UNTRASH),
                Tuple.of(3, What.PURGE),
                Tuple.of(1, What.EMPTY_TRASH),
                Tuple.of(5, What.GIVE),
                Tuple.of(2, What.REVOKE),
                Tuple.of(4, What.COPY),
                Tuple.of(2, What.TAG),
                Tuple.of(1, What.UNTAG),
                Tuple.of(2, What.DESCRIBE),
                Tuple.of(1, What.SET_TIME),
                Tuple.of(2, What.LOCK),
                Tuple.of(2, What.UNLOCK),
                Tuple.of(1, What.STAR),
                Tuple.of(1, What.UNSTAR),
                Tuple.of(1, What.HOLD),
                Tuple.of(1, What.LIFT),
                Tuple.of(7, What.RESOLVE),
                Tuple.of(5, What.BATCH),
                Tuple.of(3, What.UNDO),
                Tuple.of(3, What.REWIND));
    }

    /** Often one of the first, so that clients are in each other's way. */
    private static Arbitrary<Integer> node() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.integers().between(0, FEW).withoutEdgeCases()), Tuple.of(1, number()));
    }

    private static Arbitrary<Integer> number() {
        return Arbitraries.integers().between(0, MANY).withoutEdgeCases();
    }

    private static Arbitrary<Integer> small() {
        return Arbitraries.integers().between(0, 23).withoutEdgeCases();
    }
}
