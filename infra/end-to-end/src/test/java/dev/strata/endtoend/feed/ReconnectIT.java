package dev.strata.endtoend.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.testing.Await;
import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Very many devices lose the server in one moment and come back in one moment. {@code -Dstrata.crowd=10000} for more of them. */
class ReconnectIT {
    private static final int DEVICES = Integer.getInteger("strata.crowd", 2_000);
    private static final int DEVICES_OF_ONE = 20;
    private static final int CONNECTED_AT_ONCE_BEFORE = 100;
    private static final int PULLS = 256;
    private static final int CLIENT_THREADS = 4;
    private static final Duration DONE_WITHIN = Duration.ofMinutes(5);
    private static final long HEAP = 512L << 20;
    /** What a JVM of this size holds beside its heap, and buffers of 32 KiB for each connection. */
    private static final long MEMORY_MAX = HEAP + (512L << 20) + DEVICES * (32L << 10);

    private static final List<String> OPTIONS = List.of(
            "-Xmx" + HEAP,
            "-XX:+ExitOnOutOfMemoryError",
            "-Dstrata.passwords.argon2id.memory-kib=1024",
            "-Dstrata.passwords.argon2id.iterations=1",
            "-Dstrata.limits.rate.sign-in=off");

    @Test
    void allWhoComeBackAtOnceAreWelcomeAndMissNothing() throws IOException {
        try (StrataProcess strata = StrataProcess.start("crowd", OPTIONS);
                ExecutorService pulls =
                        Executors.newFixedThreadPool(PULLS, Thread.ofVirtual().factory());
                ExecutorService sockets = Executors.newFixedThreadPool(CLIENT_THREADS);
                HttpClient http = HttpClient.newBuilder().executor(sockets).build();
                Closeable _ = http::shutdownNow) {
            Person busy = Person.signUp(strata.url());
            List<Person> people = Stream.generate(() -> Person.signUp(strata.url()))
                    .limit(DEVICES / DEVICES_OF_ONE)
                    .toList();
            List<Device> devices =
                    people.stream().flatMap(person -> devices(person, pulls)).toList();
            connectSlowly(devices, http);

            strata.kill();
            awaitAll("have lost the server", devices, device -> !device.isConnected());
            strata.restart();
            people.forEach(person -> person.folder(person.root(), "meanwhile"));

            long begin = System.nanoTime();
            AtomicBoolean all = new AtomicBoolean();
            CompletableFuture<List<Duration>> commands =
                    CompletableFuture.supplyAsync(() -> work(busy, all), Thread.ofVirtual()::start);
            devices.forEach(device -> device.connect(http));
            awaitAll("are welcome", devices, Device::isWelcome);
            Duration welcome = Duration.ofNanos(System.nanoTime() - begin);
            awaitAll("know what was done meanwhile", devices, device -> device.knows("meanwhile"));
            Duration known = Duration.ofNanos(System.nanoTime() - begin);
            all.set(true);
            List<Duration> answers = commands.join().stream().sorted().toList();

            long after = System.nanoTime();
            people.forEach(person -> person.folder(person.root(), "after"));
            awaitAll("were woken", devices, device -> device.knows("after"));
            Duration woken = Duration.ofNanos(System.nanoTime() - after);

            List<Duration> waits = devices.stream().map(Device::waited).sorted().toList();
            List<Throwable> failures = devices.stream()
                    .flatMap(device -> device.failures().stream())
                    .toList();
            long memory = memoryMax(strata.pid());
            System.out.printf(
                    "reconnect: %d devices of %d people; all welcome after %d ms, each after %d (median), %d (99 of 100)"
                            + " and %d ms (last); all know the change after %d ms; %d commands meanwhile, in %d (median)"
                            + " and %d ms (slowest); then %d changes woke all of them in %d ms; %d failures;"
                            + " the server held %d MiB at most%n",
                    devices.size(),
                    people.size(),
                    welcome.toMillis(),
                    part(waits, 0.5),
                    part(waits, 0.99),
                    part(waits, 1),
                    known.toMillis(),
                    answers.size(),
                    part(answers, 0.5),
                    part(answers, 1),
                    people.size(),
                    woken.toMillis(),
                    failures.size(),
                    memory >> 20);
            assertThat(failures).isEmpty();
            assertThat(answers).isNotEmpty();
            assertThat(memory).isLessThan(MEMORY_MAX);
            assertThat(metrics(strata)).contains("strata_feed_sockets %d.0".formatted(DEVICES));
        }
    }

    private static void connectSlowly(List<Device> devices, HttpClient http) {
        for (int i = 0; i < devices.size(); i += CONNECTED_AT_ONCE_BEFORE) {
            List<Device> some = devices.subList(i, Math.min(devices.size(), i + CONNECTED_AT_ONCE_BEFORE));
            some.forEach(device -> device.connect(http));
            awaitAll("are welcome", some, Device::isAtRest);
        }
    }

    private static Stream<Device> devices(Person person, ExecutorService pulls) {
        String cursor = person.feedHead();
        return Stream.generate(() -> new Device(person, cursor, pulls)).limit(DEVICES_OF_ONE);
    }

    private static void awaitAll(String what, List<Device> devices, Predicate<Device> condition) {
        try {
            Await.until(DONE_WITHIN, "all " + what, () -> devices.stream().allMatch(condition));
        } catch (AssertionError e) {
            throw new AssertionError(
                    "%d of %d %s".formatted(devices.stream().filter(condition).count(), devices.size(), what), e);
        }
    }

    /** Somebody who goes on working; how long each command took. */
    private static List<Duration> work(Person person, AtomicBoolean ended) {
        List<Duration> answers = new ArrayList<>();
        while (!ended.get()) {
            long begin = System.nanoTime();
            person.folder(person.root(), "folder " + answers.size());
            answers.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        return answers;
    }

    private static long part(List<Duration> sorted, double part) {
        return sorted.get((int) Math.ceil(part * sorted.size()) - 1).toMillis();
    }

    private static long memoryMax(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String metrics(StrataProcess strata) {
        return new String(
                Api.at(strata.url()).get("/actuator/prometheus").is(200).body(), StandardCharsets.UTF_8);
    }
}
