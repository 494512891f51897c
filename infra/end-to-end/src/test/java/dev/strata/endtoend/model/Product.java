package dev.strata.endtoend.model;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.testing.Await;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The real thing: one process, asked over HTTP, killed and started again. */
final class Product implements AutoCloseable {
    private static final Duration BUSY_AT_MOST = Duration.ofSeconds(120);
    private static final Set<String> ENDS = Set.of("done", "failed", "interrupted");
    private final StrataProcess process = StrataProcess.start("model");
    private final Map<String, String> receipts = new ConcurrentHashMap<>();

    URI url() {
        return process.url();
    }

    /** The command as a request, which has all that it needs. */
    Request request(Person person, Command command) {
        return command.request(content ->
                receipts.computeIfAbsent(person.accountId() + content.index(), _ -> person.receipt(content.bytes())));
    }

    /** The same as the product says that it would be. */
    Command previewed(Person person, Command.Undo undo, boolean alone) {
        Request preview = undo.request(Content::sha256);
        return undo.previewed(Report.of(send(person, preview)), alone);
    }

    /** Sends it until the product is not too busy, which changes nothing. */
    static Answer send(Person person, Request request) {
        return insist(() -> request.sentBy(person));
    }

    /** An instant at which nothing happens: all that was sent is answered, and what comes is later. */
    static Instant quietInstant() {
        Instant quiet = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
        Await.until(
                Duration.ofSeconds(5), "the next instant", () -> Instant.now().isAfter(quiet.plusMillis(1)));
        return quiet;
    }

    /** Waits until the views show all that has happened up to now. */
    void awaitViews(Person person) {
        String past =
                "/v1/nodes/%s?at=%s".formatted(person.root(), Instant.now().truncatedTo(ChronoUnit.MILLIS));
        insist(() -> person.api().get(past)).is(200);
    }

    /** @param at null for now */
    Seen ask(Person person, Question question, @Nullable Instant at, int limit) {
        String path = question.path();
        String filter = path
                + (path.contains("?") ? "&" : "?")
                + (at == null ? "" : "at=%s&".formatted(at))
                + (question.isList() ? "limit=%d".formatted(limit) : "");
        List<JsonNode> items = new ArrayList<>();
        Answer first = insist(() -> person.api().get(filter));
        Answer page = first;
        while (page.status() == 200) {
            items.addAll(page.items());
            JsonNode next = page.json().path("nextCursor");
            if (!next.isString()) {
                break;
            }
            page = insist(() -> person.api().get(filter + "&cursor=" + Encoded.path(next.asString())));
            page.is(200);
        }
        return Seen.of(first, items);
    }

    private static Answer insist(Supplier<Answer> request) {
        long end = System.nanoTime() + BUSY_AT_MOST.toNanos();
        Answer answer = request.get();
        while (answer.status() == 503 && System.nanoTime() < end) {
            answer = request.get();
        }
        return answer;
    }

    void kill(boolean withDatabase) {
        if (withDatabase) {
            process.killWithDatabase();
        } else {
            process.kill();
        }
    }

    /** Between a kill and the next start, while the database lives on. */
    void reset(Projection projection) {
        projection.reset(process.home());
    }

    /** Has it built anew beside itself, while all goes on. */
    void replay(Projection projection) {
        Answer begun = operator().post(path(projection), "");
        if (begun.status() != 202 && !begun.text("code").equals("replay-running")) {
            throw new Disagreement("no replay of %s: %s".formatted(projection, begun));
        }
    }

    /** Waits until it is done; what was built anew must be what was there. */
    void awaitReplay(Projection projection) {
        Await.until(
                BUSY_AT_MOST,
                "the replay of " + projection,
                () -> ENDS.contains(operator().get(path(projection)).is(200).text("state")));
        Answer end = operator().get(path(projection));
        boolean same = end.json()
                .path("comparison")
                .valueStream()
                .allMatch(table -> table.path("different").asLong() == 0);
        if (!end.text("state").equals("done") || !same) {
            throw new Disagreement("the replay of %s: %s".formatted(projection, end));
        }
    }

    /** There must be no event that a projection could not take. */
    void demandNoDeadLetters() {
        Answer letters = operator().get("/v1/operations/dead-letters").is(200);
        if (!letters.items().isEmpty()) {
            throw new Disagreement("dead letters: " + letters);
        }
    }

    private static String path(Projection projection) {
        return "/v1/operations/projections/%s/replay".formatted(projection.text());
    }

    private Api operator() {
        return Api.at(url()).with(process.operatorToken());
    }

    void restart() {
        process.restart();
    }

    @Override
    public void close() {
        process.close();
    }
}
