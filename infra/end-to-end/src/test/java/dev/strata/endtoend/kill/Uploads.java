package dev.strata.endtoend.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Streams files of some megabytes; now and then a new version of one. */
final class Uploads implements Worker {
    private static final int SIZE_MAX = 6 << 20;

    private final String folder;
    private final String path;
    private final Random random;
    private final AtomicInteger acknowledgements;
    private final Map<String, Known> acknowledged = new HashMap<>();
    private @Nullable Upload open;
    private int files;

    /** @param path of the folder in the home space */
    Uploads(String folder, String path, Random random, AtomicInteger acknowledgements) {
        this.folder = folder;
        this.path = path;
        this.random = random;
        this.acknowledgements = acknowledgements;
    }

    private record Upload(String path, byte[] content) {
        Answer send(Person person) {
            return person.api().putBytes("/v1/content/" + path, content, "Repr-Digest", Bytes.reprDigest(content));
        }
    }

    @Override
    public void work(Person person) {
        try {
            while (true) {
                Upload next = next();
                open = next;
                remember(Worker.insist(() -> next.send(person)), next);
            }
        } catch (UncheckedIOException e) {
            // The server is gone; what became of the open upload is cleared up later.
        }
    }

    private Upload next() {
        boolean again = files > 0 && random.nextInt(3) == 0;
        int number = again ? random.nextInt(files) : files++;
        byte[] content = Bytes.random(random.nextLong(), 1 + random.nextInt(SIZE_MAX));
        return new Upload("%s/file%d.bin".formatted(path, number), content);
    }

    private void remember(Answer answer, Upload upload) {
        assertThat(answer.isSuccess()).as(answer.toString()).isTrue();
        Known known = Known.of(answer);
        assertThat(known.sha256()).isEqualTo(Bytes.sha256(upload.content()));
        acknowledged.put(known.id(), known);
        open = null;
        acknowledgements.incrementAndGet();
    }

    @Override
    public void settle(Person person) {
        Upload last = open;
        if (last != null) {
            remember(Worker.insist(() -> last.send(person)), last);
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
