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

    /** What may have become of it between two instants, by time alone. */
    List<World> between(Instant from, Instant to) {
        World first = at(from);
        World last = first.at(to);
        return first == last ? List.of(first) : List.of(first, last);
    }

    private World at(Instant time) {
        return now.lapsesBy(time) ? new World(now.at(time), past) : this;
    }

    World remembering(Instant at) {
        List<Moment> more = new ArrayList<>(past);
        Drive then = now.at(at);
        then.chronicle.clear();
        more.add(new Moment(at, then));
        return new World(now, List.copyOf(more));
    }

    /**
     * The worlds in which these were obeyed in some order; those without an answer perhaps not at all.
     *
     * @param to when all were over
     */
    void branch(List<Sent> open, Instant to, List<World> found, List<String> reasons) {
        branch(open, List.of(now), to, found, reasons);
    }

    /** @param seen what the drive has been since they were sent; an undo may have been planned at any of these moments */
    private void branch(List<Sent> open, List<Drive> seen, Instant to, List<World> found, List<String> reasons) {
        if (open.stream().allMatch(sent -> sent.answer() == null)) {
            found.add(this);
        }
        boolean crowded = open.size() + seen.size() > 2;
        for (Sent sent : open) {
            List<Sent> rest = new ArrayList<>(open);
            rest.remove(sent);
            for (Drive planned : sent.command() instanceof Command.Undo ? seen : List.of(now)) {
                Told told = Told.by(sent.answer(), crowded);
                Rules.Outcome outcome = Rules.apply(now, planned, sent.command(), sent.by(), told, past);
                String difference =
                        sent.answer() == null ? null : outcome.answer().difference(sent.answer());
                if (difference == null) {
                    World next = new World(outcome.after(), past);
                    next.branch(rest, next.andNow(seen), to, found, reasons);
                    World later = next.at(to);
                    if (!rest.isEmpty() && later != next) {
                        later.branch(rest, later.andNow(seen), to, found, reasons);
                    }
                } else {
                    reasons.add("%s, before %s: %s".formatted(sent.command(), rest.size(), difference));
                }
            }
        }
    }

    private List<Drive> andNow(List<Drive> seen) {
        List<Drive> more = new ArrayList<>(seen);
        more.add(now);
        return more;
    }

    String facts() {
        StringBuilder facts = new StringBuilder(now.toString());
        past.forEach(moment -> facts.append('\n').append(moment.drive()));
        return facts.toString();
    }
}
