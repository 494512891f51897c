package dev.strata.benchmarks.smallfiles;

import dev.strata.client.Batch;
import dev.strata.client.Contents;
import dev.strata.client.Progress;
import dev.strata.client.StrataClient;
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
    private static final int TOGETHER = 125;

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

    /** With the Java client: all chunks, all manifests and all commands of {@value #TOGETHER} files each in one request. */
    double batched(StrataClient client, String spaceId, String rootFolder, Path folder) throws Exception {
        String name = "batch-" + folders.incrementAndGet();
        List<Path> local = local(Files.createDirectories(folder.resolve(name)));
        String remote = client.createFolder(rootFolder, name).id();
        return rate(Math.ceilDiv(files, TOGETHER), (number, _) -> {
            List<Path> group = local.subList(number * TOGETHER, Math.min(files, (number + 1) * TOGETHER));
            List<Contents.Stored> stored = client.contents().storeAll(group, spaceId, Progress.NONE);
            Batch batch = Batch.oneByOne();
            for (int i = 0; i < stored.size(); i++) {
                batch.createFile(remote, group.get(i).getFileName().toString(), stored.get(i));
            }
            for (Batch.Result result : client.run(batch)) {
                if (result.problem() != null) {
                    throw new IOException(result.toString());
                }
            }
        });
    }

    /** Files with new bytes, as they lie on a user's disk. */
    private List<Path> local(Path folder) throws IOException {
        List<Path> local = new ArrayList<>();
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < files; i++) {
            random.nextBytes(bytes);
            local.add(Files.write(folder.resolve(Integer.toString(i)), bytes));
        }
        return local;
    }

    private double rate(Write write) throws Exception {
        return rate(files, (number, bytesOf) -> {
            byte[] bytes = new byte[BYTES];
            bytesOf.nextBytes(bytes);
            write.file(Integer.toString(number), bytes);
        });
    }

    /** Does one part of the work. */
    @FunctionalInterface
    private interface Work {
        void part(int number, Random random) throws Exception;
    }

    private double rate(int parts, Work work) throws Exception {
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                long seed = random.nextLong();
                running.add(callers.submit(() -> {
                    Random mine = new Random(seed);
                    for (int number = next.getAndIncrement(); number < parts; number = next.getAndIncrement()) {
                        work.part(number, mine);
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
