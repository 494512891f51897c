package dev.strata.query.page;

import dev.strata.platform.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.HttpStatus;

/**
 * A place in a list: the sort key of the last item that was read. Opaque to clients; whatever they make up themselves
 * is refused with {@code invalid-cursor}.
 *
 * @param list which list and order it belongs to
 */
public record Cursor(String list, List<String> key) {
    private static final String SEPARATOR = "\n";

    public static Cursor of(String list, Object... key) {
        return new Cursor(list, List.of(key).stream().map(Object::toString).toList());
    }

    static Cursor parse(String text, String list, int keys) {
        String plain;
        try {
            plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw invalid();
        }
        List<String> parts = List.of(plain.split(SEPARATOR, -1));
        if (parts.size() != keys + 1 || !parts.getFirst().equals(list) || plain.indexOf('\0') >= 0) {
            throw invalid();
        }
        return new Cursor(list, parts.subList(1, parts.size()));
    }

    public String text() {
        String plain = list + SEPARATOR + String.join(SEPARATOR, key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    public String text(int index) {
        return key.get(index);
    }

    public long number(int index) {
        return read(index, Long::valueOf);
    }

    public UUID uuid(int index) {
        return read(index, UUID::fromString);
    }

    public Instant time(int index) {
        return read(index, Instant::parse);
    }

    private <T> T read(int index, Function<String, T> parser) {
        try {
            return parser.apply(key.get(index));
        } catch (IllegalArgumentException | DateTimeException _) {
            throw invalid();
        }
    }

    private static ProblemException invalid() {
        return new ProblemException(
                HttpStatus.BAD_REQUEST,
                "invalid-cursor",
                "The cursor is not one that this list has given out. Begin without one.");
    }
}
