package dev.strata.endtoend.access;

import dev.strata.endtoend.http.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One line of {@code access-matrix.txt}.
 *
 * @param expected statuses, or {@code ok}
 * @param request the path that is really asked, with placeholders
 */
record Line(Endpoint endpoint, Map<Kind, String> expected, String request, String body, List<String> headers) {
    private static final String FRESH = "fresh";
    private static final int COLUMNS = 5;

    /** A method and the path of the API document. */
    record Endpoint(String method, String path) implements Comparable<Endpoint> {
        @Override
        public int compareTo(Endpoint other) {
            return toString().compareTo(other.toString());
        }

        /** How it stands in the table. */
        @Override
        public String toString() {
            return "%-6s %s".formatted(method, path);
        }
    }

    static List<Line> all() {
        try (InputStream table = Objects.requireNonNull(Line.class.getResourceAsStream("/access-matrix.txt"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Line::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line parse(String line) {
        String[] columns = Arrays.copyOf(line.split("\\|", COLUMNS), COLUMNS);
        String[] endpoint = columns[0].strip().split(" +");
        String[] cells = columns[1].strip().split(" +");
        if (endpoint.length != 2 || cells.length != Kind.values().length) {
            throw new IllegalArgumentException(
                    "expected an endpoint | %d cells | ..., found %s".formatted(Kind.values().length, line));
        }
        Map<Kind, String> expected = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            expected.put(kind, cells[kind.ordinal()]);
        }
        String request = column(columns, 2);
        return new Line(
                new Endpoint(endpoint[0], endpoint[1]),
                expected,
                request.isEmpty() ? usual(endpoint[1]) : request,
                column(columns, 3),
                Arrays.stream(column(columns, 4).split(";")).map(String::strip).toList());
    }

    private static String column(String[] columns, int index) {
        return Objects.requireNonNullElse(columns[index], "").strip();
    }

    private static String usual(String path) {
        return path.replaceAll("\\{(id|nodeId|fileId)}", "\\$file").replace("{accountId}", "$bystander");
    }

    /** Whether it names anything that must be made before. */
    boolean needsBox() {
        return request.contains("$") || body.contains("$");
    }

    /** Whether the request changes somebody's account or ends a session. */
    boolean needsFreshPeople() {
        return headers.contains(FRESH);
    }

    /** Names and values, in turns. */
    String[] headerValues() {
        return headers.stream()
                .filter(header -> header.contains(":"))
                .flatMap(header -> Arrays.stream(header.split(": *", 2)))
                .toArray(String[]::new);
    }

    boolean isAnsweredAsExpected(Kind kind, Answer answer) {
        String cell = expected.getOrDefault(kind, "");
        return cell.equals("ok")
                ? answer.isSuccess()
                        || (answer.status() / 100 == 3
                                && !answer.header("Location").isEmpty())
                : cell.equals(Integer.toString(answer.status()));
    }

    @Override
    public String toString() {
        return endpoint + (request.contains("?") || request.startsWith("$") ? " (" + request + ")" : "");
    }
}
