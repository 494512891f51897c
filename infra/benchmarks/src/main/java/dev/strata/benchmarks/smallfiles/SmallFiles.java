package dev.strata.benchmarks.smallfiles;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A few callers who write files of 8 KiB, each one's next when its last is there; rates in files a second. */
final class SmallFiles {
    static final String UNIT = "files/s";
    private static final int BYTES = 8 << 10;
    private static final int CALLERS = 16;

    private final int files;
    private final AtomicInteger folders = new AtomicInteger();
    private final Random random = new Random(1);

    SmallFiles(int files) {
        this.files = files;
    }

    /** Writes one file. */
    @FunctionalInterface
    private interface Write {
        void file(String name, byte[] bytes) throws IOException, InterruptedException;
    }

    /** A file and an fsync each, as a disk has them written durably without anybody's help. */
    double forced(Path folder) throws Exception {
        Path mine = Files.createDirectories(folder.resolve("forced-" + folders.incrementAndGet()));
        return rate((name, bytes) -> {
            try (FileChannel channel =
                    FileChannel.open(mine.resolve(name), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                channel.write(ByteBuffer.wrap(bytes));
                channel.force(true);
            }
        });
    }

    /** @param authorization empty if nobody asks for one */
    double put(String url, String authorization) throws Exception {
        String prefix = url + "/files-" + folders.incrementAndGet() + "-";
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return rate((name, bytes) -> {
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(prefix + name))
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes));
                if (!authorization.isEmpty()) {
                    request.header("Authorization", authorization);
                }
                int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status / 100 != 2) {
                    throw new IOException("%s%s was answered with %d".formatted(prefix, name, status));
                }
            });
        }
    }

    private double rate(Write write) throws Exception {
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                long seed = random.nextLong();
                running.add(callers.submit(() -> {
                    Random bytesOf = new Random(seed);
                    byte[] bytes = new byte[BYTES];
                    for (int number = next.getAndIncrement(); number < files; number = next.getAndIncrement()) {
                        bytesOf.nextBytes(bytes);
                        write.file(Integer.toString(number), bytes);
                    }
                    return null;
                }));
            }
            for (Future<?> caller : running) {
                caller.get();
            }
        }
        return files / ((System.nanoTime() - start) / 1e9);
    }
}
