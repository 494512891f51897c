package dev.strata.benchmarks.commands;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Callers that send one command after the other, each on a virtual thread, as the product's requests run. */
final class Callers {
    private final int count;
    private final Duration slice;

    Callers(int count, Duration slice) {
        this.count = count;
        this.slice = slice;
    }

    /** One command; returns when it is durable. */
    @FunctionalInterface
    interface Command {
        void send(int caller) throws Exception;
    }

    /** Commands per second; adds their number to {@code total}. The first failure ends it. */
    double rate(Command command, AtomicLong total) throws Exception {
        long start = System.nanoTime();
        long deadline = start + slice.toNanos();
        List<Callable<Long>> callers = new ArrayList<>();
        for (int caller = 0; caller < count; caller++) {
            int self = caller;
            callers.add(() -> repeat(command, self, deadline));
        }
        long sent = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Long> each : threads.invokeAll(callers)) {
                sent += each.get();
            }
        }
        total.addAndGet(sent);
        return sent * 1e9 / (System.nanoTime() - start);
    }

    private static long repeat(Command command, int caller, long deadline) throws Exception {
        long sent = 0;
        while (System.nanoTime() < deadline) {
            command.send(caller);
            sent++;
        }
        return sent;
    }
}
