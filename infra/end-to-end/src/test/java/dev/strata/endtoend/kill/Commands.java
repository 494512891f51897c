package dev.strata.endtoend.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Creates folders and files, renames them, and adds versions, as fast as it can. */
final class Commands implements Worker {
    private static final int SMALL = 2_000;

    private final String folder;
    private final Random random;
    private final AtomicInteger acknowledgements;
    private final Map<String, Known> acknowledged = new HashMap<>();
    private @Nullable Function<Person, Answer> open;
    private int names;

    Commands(String folder, Random random, AtomicInteger acknowledgements) {
        this.folder = folder;
        this.random = random;
        this.acknowledgements = acknowledgements;
    }

    @Override
    public void work(Person person) {
        try {
            while (true) {
                Function<Person, Answer> next = next(person);
                open = next;
                remember(Worker.insist(() -> next.apply(person)));
            }
        } catch (UncheckedIOException e) {
            // The server is gone; what became of the open command is cleared up later.
        }
    }

    private Function<Person, Answer> next(Person person) {
        int choice = acknowledged.isEmpty() ? random.nextInt(2) : random.nextInt(4);
        return switch (choice) {
            case 0 -> createFolder();
            case 1 -> createFile(person.receipt(content()));
            case 2 -> rename(some());
            default -> change(person, some());
        };
    }

    private Known some() {
        List<Known> all = new ArrayList<>(acknowledged.values());
        return all.get(random.nextInt(all.size()));
    }

    private byte[] content() {
        return Bytes.random(random.nextLong(), SMALL);
    }

    private Function<Person, Answer> createFolder() {
        return keyed("/v1/folders", """
                {"parentId": "%s", "name": "folder %d"}""".formatted(folder, names++));
    }

    private Function<Person, Answer> createFile(String receipt) {
        return keyed("/v1/files", """
                {"parentId": "%s", "name": "file %d", "receipt": "%s"}""".formatted(folder, names++, receipt));
    }

    /** A new version if it is a file, a new name if not. */
    private Function<Person, Answer> change(Person person, Known node) {
        if (node.sha256().isEmpty()) {
            return rename(node);
        }
        String body = """
                {"receipt": "%s"}""".formatted(person.receipt(content()));
        return keyed(
                "/v1/files/%s/versions".formatted(node.id()), body, "If-Match", "\"%d\"".formatted(node.version()));
    }

    /** Sent again, it finds the old version gone if it was obeyed the first time, and then the head tells. */
    private Function<Person, Answer> rename(Known node) {
        String name = "renamed " + names++;
        return person -> {
            Answer answer = person.api()
                    .put(
                            "/v1/nodes/%s/name".formatted(node.id()),
                            """
                    {"name": "%s"}""".formatted(name),
                            "If-Match",
                            "\"%d\"".formatted(node.version()));
            if (answer.status() != 412) {
                return answer;
            }
            assertThat(answer.text("head/name")).isEqualTo(name);
            assertThat(answer.number("head/version")).isEqualTo(node.version() + 1);
            return person.api().put("/v1/nodes/%s/name".formatted(node.id()), """
                    {"name": "%s"}""".formatted(name));
        };
    }

    /** Sent again, it has the same key and is obeyed once. */
    private static Function<Person, Answer> keyed(String path, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Idempotency-Key", UUID.randomUUID().toString()));
        return person -> person.api().post(path, body, all.toArray(String[]::new));
    }

    private void remember(Answer answer) {
        assertThat(answer.isSuccess()).as(answer.toString()).isTrue();
        Known known = Known.of(answer);
        acknowledged.put(known.id(), known);
        open = null;
        acknowledgements.incrementAndGet();
    }

    @Override
    public void settle(Person person) {
        Function<Person, Answer> last = open;
        if (last != null) {
            remember(Worker.insist(() -> last.apply(person)));
        }
    }

    @Override
    public String folder() {
        return folder;
    }

    @Override
    public Map<String, Known> acknowledged() {
        return acknowledged;
    }
}
