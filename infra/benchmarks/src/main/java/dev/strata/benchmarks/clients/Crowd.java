package dev.strata.benchmarks.clients;

import dev.strata.benchmarks.product.RandomStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that all send or fetch a file of their own at the same time; rates in MiB a second, all together. */
final class Crowd implements AutoCloseable {
    static final String UNIT = "MiB/s";

    private static final AtomicLong SEEDS = new AtomicLong();
    private static final int RANGE_BYTES = 1 << 20;
    private static final int RANGES = 256;

    private final int clients;
    private final long size;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /** @param size of each file */
    Crowd(int clients, long size) {
        this.clients = clients;
        this.size = size;
    }

    /** A server, and what it wants to be told by its users. */
    record Server(String prefix, String authorization) {
        HttpRequest.Builder file(int number) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(prefix + number));
            return authorization.isEmpty() ? request : request.header("Authorization", authorization);
        }
    }

    /** Other random bytes each time. */
    double put(Server server) throws Exception {
        return rate(size, client -> {
            long seed = SEEDS.incrementAndGet();
            HttpRequest request = server.file(client)
                    .PUT(BodyPublishers.fromPublisher(
                            BodyPublishers.ofInputStream(() -> new RandomStream(seed, size)), size))
                    .build();
            demand(http.send(request, HttpResponse.BodyHandlers.discarding()), request);
        });
    }

    double get(Server server) throws Exception {
        return rate(size, client -> {
            HttpRequest request = server.file(client).build();
            HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
            demand(answer, request);
            demandLength(answer, size);
        });
    }

    /** Ranges of a MiB from places all over one file, by players: they stay where they were redirected to. */
    double getRanges(URI file) throws Exception {
        int each = RANGES / clients;
        return rate((long) each * RANGE_BYTES, client -> {
            for (int i = 0; i < each; i++) {
                long from = (i * 37L + client) % Math.max(1, size / RANGE_BYTES) * RANGE_BYTES;
                HttpRequest request = HttpRequest.newBuilder(file)
                        .header("Range", "bytes=%d-%d".formatted(from, from + RANGE_BYTES - 1))
                        .build();
                HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
                demand(answer, request);
                demandLength(answer, RANGE_BYTES);
            }
        });
    }

    /** Where a request for the file is redirected to. */
    URI redirected(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
        demand(answer, request);
        return answer.uri();
    }

    /** What one of them does. */
    @FunctionalInterface
    private interface Work {
        void run(int client) throws IOException, InterruptedException;
    }

    private double rate(long each, Work work) throws Exception {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Callable<Void>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int client = i;
                all.add(() -> {
                    work.run(client);
                    return null;
                });
            }
            for (Future<Void> one : threads.invokeAll(all)) {
                one.get();
            }
        }
        return clients * each / ((System.nanoTime() - start) / 1e9) / (1 << 20);
    }

    private static void demand(HttpResponse<?> answer, HttpRequest request) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("%s was answered with %d".formatted(request.uri(), answer.statusCode()));
        }
    }

    private static void demandLength(HttpResponse<?> answer, long length) throws IOException {
        long found = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
        if (found != length) {
            throw new IOException("%d bytes came, not %d".formatted(found, length));
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
