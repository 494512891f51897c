package dev.strata.endtoend.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.access.Line.Endpoint;
import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Barrier;
import dev.strata.endtoend.process.StrataProcess;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Asks every endpoint of the API document as every kind of caller, and holds {@code access-matrix.txt} to be complete. */
class AccessMatrixIT {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete", "head");
    private static final String NOT_SAID_YET = " | 401" + " ?  ".repeat(Kind.values().length - 1) + "| |";

    private static final List<Line> TABLE = Line.all();

    /** What is missing is printed as it should be pasted. */
    @Test
    void tableAndDocumentNameTheSameEndpoints() {
        Set<Endpoint> served = served();
        Set<Endpoint> told = TABLE.stream().map(Line::endpoint).collect(Collectors.toCollection(TreeSet::new));

        assertThat(without(served, told))
                .as("endpoints that access-matrix.txt lacks, add:%n%s%n", pasteable(without(served, told)))
                .isEmpty();
        assertThat(without(told, served))
                .as("lines of access-matrix.txt without an endpoint")
                .isEmpty();
    }

    private static Set<Endpoint> served() {
        Set<Endpoint> endpoints = new TreeSet<>();
        Api.at(StrataProcess.shared().url())
                .get("/v3/api-docs")
                .is(200)
                .json()
                .path("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry((method, _) -> {
                    if (METHODS.contains(method)) {
                        endpoints.add(new Endpoint(method.toUpperCase(Locale.ROOT), path));
                    }
                }));
        return endpoints;
    }

    private static Set<Endpoint> without(Set<Endpoint> all, Set<Endpoint> some) {
        Set<Endpoint> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static String pasteable(Set<Endpoint> endpoints) {
        return endpoints.stream()
                .map(endpoint -> "%-49s".formatted(endpoint) + NOT_SAID_YET)
                .collect(Collectors.joining("\n"));
    }

    /** All people are there before the first question, so that their grants end meanwhile. */
    @TestFactory
    Stream<DynamicTest> everyCallerGetsTheAnswerInTheTable() {
        Barrier barrier = new Barrier(StrataProcess.shared().url());
        Cast usual = new Cast(StrataProcess.shared(), barrier);
        Map<Line, Cast> fresh = new HashMap<>();
        TABLE.stream()
                .filter(Line::needsFreshPeople)
                .forEach(line -> fresh.put(line, new Cast(StrataProcess.shared(), barrier)));
        return TABLE.stream()
                .map(line -> DynamicTest.dynamicTest(
                        line.toString(),
                        () -> assertThat(disagreements(
                                        line, fresh.getOrDefault(line, usual).onStage()))
                                .isEmpty()));
    }

    /** The owner asks last, as he may end what the others ask about. */
    private static List<String> disagreements(Line line, Cast cast) {
        List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
        kinds.remove(Kind.OWNER);
        kinds.add(Kind.OWNER);
        List<String> found = new ArrayList<>();
        for (Kind kind : kinds) {
            Answer answer = ask(line, kind, cast);
            if (!line.isAnsweredAsExpected(kind, answer)) {
                found.add("%s expects %s, and gets %s"
                        .formatted(kind, line.expected().get(kind), answer));
            }
        }
        return found;
    }

    private static Answer ask(Line line, Kind kind, Cast cast) {
        String body = line.body();
        String path = line.request();
        List<String> headers = new ArrayList<>();
        if (line.needsBox()) {
            Box box = cast.box(kind);
            body = box.fill(body);
            path = box.fill(path);
            headers.addAll(List.of("Strata-At-Least", box.visible()));
        }
        if (body.startsWith("{")) {
            headers.addAll(List.of("Content-Type", "application/json"));
        }
        headers.addAll(Arrays.asList(line.headerValues()));
        return cast.api(kind, path)
                .send(
                        line.endpoint().method(),
                        path,
                        body.isEmpty()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.ISO_8859_1)),
                        headers.toArray(String[]::new));
    }
}
