package dev.strata.endtoend.model;

import dev.strata.endtoend.http.Answer;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** How much a run has compared. */
final class Counts {
    private final Map<String, AtomicLong> counts = new ConcurrentSkipListMap<>();

    void add(String what) {
        counts.computeIfAbsent(what, _ -> new AtomicLong()).incrementAndGet();
    }

    long of(String what) {
        AtomicLong count = counts.get(what);
        return count == null ? 0 : count.get();
    }

    void answer(Command command, Answer answer) {
        add("commands");
        add(answer.isSuccess() ? "obeyed" : "refused");
        add("  %s %d %s"
                .formatted(
                        command.getClass().getSimpleName(),
                        answer.status(),
                        answer.isSuccess() ? "" : answer.text("code")));
    }

    /** What undos did and left. */
    void undone(Report report) {
        report.changes().forEach(done -> add("  Undo did " + done.change()));
        report.conflicts().forEach(left -> add("  Undo left " + left.reason()));
    }

    void look(Question question, boolean past) {
        add(past ? "looks at the past" : "looks at the present");
        add("  look %s".formatted(question.getClass().getSimpleName()));
    }

    /** The sums, without the parts. */
    String summary() {
        return counts.entrySet().stream()
                .filter(count -> !count.getKey().startsWith(" "))
                .map(Map.Entry::toString)
                .toList()
                .toString();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        counts.forEach((what, count) -> text.append("%n%8d %s".formatted(count.get(), what)));
        return text.toString();
    }
}
