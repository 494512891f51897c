package dev.strata.storage.chunk;

import dev.strata.storage.chunk.PackWriter.Part;
import dev.strata.storage.pack.PackStore;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.stereotype.Component;

/**
 * Lets small writes share a pack: whatever comes while one pack is being written goes into the next, so that many
 * callers wait for one fsync and one commit together, and a single one for nobody.
 */
@Component
class GroupCommit {
    /** As many bytes as one pack takes. */
    private static final long BYTES_MAX = PackStore.LENGTH_MAX / 4;

    private final PackWriter writer;
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Thread thread;

    GroupCommit(PackWriter writer) {
        this.writer = writer;
        this.thread = Thread.ofPlatform().name("pack-group").daemon().start(this::run);
    }

    private record Waiting(Part part, CompletableFuture<Void> done) {}

    /** Done when the chunks are durable and found. */
    Future<Void> submit(Part part) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        queue.add(new Waiting(part, done));
        return done;
    }

    private void run() {
        Deque<Waiting> waiting = new ArrayDeque<>();
        try {
            while (true) {
                if (waiting.isEmpty()) {
                    waiting.add(queue.take());
                }
                queue.drainTo(waiting);
                write(next(waiting));
            }
        } catch (InterruptedException closed) {
            waiting.addAll(queue);
            waiting.forEach(left -> left.done().completeExceptionally(new IOException("the gateway stops", closed)));
        }
    }

    /** The first, and whatever fits beside it. */
    private static List<Waiting> next(Deque<Waiting> waiting) {
        List<Waiting> group = new ArrayList<>();
        long bytes = 0;
        Part first = waiting.getFirst().part();
        for (Waiting one : List.copyOf(waiting)) {
            long more = one.part().bytes();
            if (group.isEmpty() || (one.part().domain().equals(first.domain()) && bytes + more <= BYTES_MAX)) {
                group.add(one);
                bytes += more;
            }
        }
        waiting.removeAll(group);
        return group;
    }

    private void write(List<Waiting> group) {
        try {
            writer.write(group.stream().map(Waiting::part).toList());
            group.forEach(one -> one.done().complete(null));
        } catch (IOException | RuntimeException | Error e) {
            group.forEach(one -> one.done().completeExceptionally(e));
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
