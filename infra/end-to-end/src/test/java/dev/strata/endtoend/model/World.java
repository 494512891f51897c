package dev.strata.endtoend.model;

import dev.strata.endtoend.http.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One way in which everything that was answered can have come about: a drive, and what it was at known instants. */
record World(Drive now, List<Moment> past) {
    /** Nothing happened at this instant. */
    record Moment(Instant at, Drive drive) {}

    /** A command that was sent, and the answer; null if that was lost. */
    record Sent(String by, Command command, @Nullable Answer answer) {}

    World remembering(Instant at) {
        List<Moment> more = new ArrayList<>(past);
        more.add(new Moment(at, now.copy()));
        return new World(now, List.copyOf(more));
    }

    /** The worlds in which these were obeyed in some order; those without an answer perhaps not at all. */
    void branch(List<Sent> open, List<World> found, List<String> reasons) {
        if (open.stream().allMatch(sent -> sent.answer() == null)) {
            found.add(this);
        }
        for (Sent sent : open) {
            List<Sent> rest = new ArrayList<>(open);
            rest.remove(sent);
            Rules.Outcome outcome = Rules.apply(now, sent.command(), sent.by(), Told.by(sent.answer()));
            String difference = sent.answer() == null ? null : outcome.answer().difference(sent.answer());
            if (difference == null) {
                new World(outcome.after(), past).branch(rest, found, reasons);
            } else {
                reasons.add("%s, before %s: %s".formatted(sent.command(), rest.size(), difference));
            }
        }
    }

    String facts() {
        StringBuilder facts = new StringBuilder(now.toString());
        past.forEach(moment -> facts.append('\n').append(moment.drive()));
        return facts.toString();
    }
}
