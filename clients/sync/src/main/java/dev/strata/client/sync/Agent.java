package dev.strata.client.sync;

import dev.strata.client.Digests;
import dev.strata.client.StrataClient;
import dev.strata.client.StrataProblem;
import dev.strata.client.Traffic;
import dev.strata.client.sync.Engine.Round;
import dev.strata.client.sync.StateStore.Update;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps one folder in sync for as long as it runs. */
final class Agent {
    private static final int CARRIERS = 4;
    private static final Duration SETTLED = Duration.ofMillis(300);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LATER_MAX = Duration.ofSeconds(20);

    private static final Duration AGAIN_MAX = Duration.ofMinutes(1);
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);
    private static final Duration SAY_EVERY = Duration.ofSeconds(10);

    /** The setting that holds the digest of what both sides were when they were found to be the same. */
    private static final String SAME = "same";

    private final SyncFolder folder;
    private final StrataClient client;
    private final Options options;
    private final Clock clock;
    private final Consumer<String> journal;
    private final Alarm alarm = new Alarm();
    private volatile IgnoreRules rules;
    private volatile @Nullable Work work;
    private Instant toldAt = Instant.MIN;
    private Instant saidAt = Instant.MIN;
    private String lastState = "";
    private Duration again = SOON;
    private String acknowledged = "";

    /**
     * How it works.
     *
     * @param excluded patterns in addition to those of {@code .strataignore}
     * @param rescan how often everything is looked at again, whatever was told
     * @param up bytes a second; 0 for as fast as it goes
     * @param down likewise
     */
    record Options(List<String> excluded, Duration rescan, long up, long down) {}

    Agent(SyncFolder folder, StrataClient client, Options options, Clock clock, Consumer<String> journal) {
        this.folder = folder;
        this.client = client;
        this.options = options;
        this.clock = clock;
        this.journal = journal;
        this.rules = IgnoreRules.of(options.excluded());
    }

    private Scope scope() {
        return (path, isFolder) -> rules.leavesOut(path, isFolder);
    }

    /** Until both sides are the same, or nothing more can be done; answers whether they are. */
    boolean once() throws IOException {
        try (ExecutorService threads = Executors.newFixedThreadPool(CARRIERS);
                SqliteStore store = folder.state()) {
            DiskTree disk = new DiskTree(folder.root(), store, scope(), clock);
            ServerDrive drive = drive(store, new Pulse(this::tellProgress));
            Optional<Scan> unchanged = unchanged(disk, drive, store);
            if (unchanged.isPresent()) {
                Round round = Round.ofNothing(unchanged.get());
                tell(state(round), round);
                return true;
            }
            SyncState state = new SyncState(store);
            Engine engine = engine(state, disk, drive, store, threads);
            while (true) {
                Instant begin = clock.instant();
                Round round = round(engine, disk, store, state);
                if (round.done() == 0) {
                    noteIfSame(round, state.cursor(), begin, store);
                    acknowledge(round, state, store);
                    tell(state(round), round);
                    return round.quiet();
                }
            }
        }
    }

    /**
     * What is on this machine, if neither side has changed since a run found both the same: then there is no need to read
     * what was agreed on, nor to compare anything.
     */
    private Optional<Scan> unchanged(DiskTree disk, RemoteDrive drive, SqliteStore store) throws IOException {
        prepare(disk, store, store::keep);
        String cursor = store.cursor().orElse(null);
        String same = store.setting(SAME).orElse(null);
        if (cursor == null || same == null || !hasNothingNew(drive, cursor)) {
            return Optional.empty();
        }
        Scan scan = disk.glance();
        return same.equals(same(cursor, scan)) ? Optional.of(scan) : Optional.empty();
    }

    private static boolean hasNothingNew(RemoteDrive drive, String cursor) throws IOException {
        try {
            RemoteDrive.Changes page = drive.changes(cursor);
            return page.nodes().isEmpty() && page.to().equals(cursor);
        } catch (FeedResetException e) {
            return false;
        }
    }

    private void noteIfSame(Round round, @Nullable String cursor, Instant begin, SqliteStore store) {
        boolean settled = round.scan().entries().stream()
                .allMatch(entry -> entry.fingerprint().isSettledAt(begin));
        if (round.isOfNothing() && cursor != null && settled) {
            store.set(SAME, same(cursor, round.scan()));
        }
    }

    private String same(String cursor, Scan scan) {
        String all = String.join("\n", cursor, String.join("\n", rules.lines()), scan.digest());
        return Digests.of(all.getBytes(StandardCharsets.UTF_8));
    }

    /** Until the thread is interrupted. */
    void run() throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(CARRIERS);
                SqliteStore store = folder.state();
                FolderWatch _ = FolderWatch.start(folder.root(), alarm);
                FeedWatch feed = FeedWatch.start(client, alarm)) {
            DiskTree disk = new DiskTree(folder.root(), store, scope(), clock);
            SyncState state = new SyncState(store);
            Engine engine =
                    engine(state, disk, drive(store, new Pulse(this::tellProgressUnlessPaused)), store, threads);
            Instant forgotten = clock.instant();
            Duration wait = SOON;
            while (!Thread.currentThread().isInterrupted()) {
                if (Duration.between(forgotten, clock.instant()).compareTo(options.rescan()) >= 0) {
                    engine.problems().clear();
                    forgotten = clock.instant();
                }
                boolean reached = attempt(engine, disk, store, state, feed);
                if (!reached) {
                    alarm.await(spread(wait));
                    wait = wait.multipliedBy(2).compareTo(LATER_MAX) > 0 ? LATER_MAX : wait.multipliedBy(2);
                } else {
                    wait = SOON;
                }
            }
        }
    }

    /** So that not all who have lost a server come back in one moment. */
    static Duration spread(Duration wait) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(wait.toMillis() / 2, wait.toMillis() + 1));
    }

    /** Answers whether a round could be made. */
    private boolean attempt(Engine engine, DiskTree disk, SqliteStore store, SyncState state, FeedWatch feed)
            throws InterruptedException, IOException {
        feed.requireSignedIn();
        if (folder.isPaused()) {
            return rest(state, feed);
        }
        try {
            Round round = round(engine, disk, store, state);
            feed.from(state.cursor());
            if (round.done() > 0) {
                again = SOON;
                tell("syncing", round);
            } else {
                acknowledge(round, state, store);
                tell(state(round), round);
                if (alarm.await(untilNext(round))) {
                    alarm.settle(SETTLED, SOON);
                }
            }
            return true;
        } catch (PausedException e) {
            return rest(state, feed);
        } catch (RootGoneException e) {
            tell("missing", String.valueOf(e.getMessage()), List.of(), Map.of());
            return false;
        } catch (IOException | StrataProblem e) {
            tell(
                    "offline",
                    e.getMessage() == null ? "the server does not answer" : e.getMessage(),
                    List.of(),
                    Map.of());
            return false;
        }
    }

    /** What cannot be done now is tried again soon, and then less and less often: each time everything is looked at. */
    private Duration untilNext(Round round) {
        if (round.parked() != null) {
            return SOON;
        }
        if (round.quiet() && round.lostDisks().isEmpty()) {
            again = SOON;
            return options.rescan();
        }
        Duration now = again;
        again = now.multipliedBy(2).compareTo(AGAIN_MAX) > 0 ? AGAIN_MAX : now.multipliedBy(2);
        return now;
    }

    private boolean rest(SyncState state, FeedWatch feed) throws InterruptedException {
        feed.from(state.cursor());
        tell("paused", "until strata sync --resume", List.of(), Map.of());
        alarm.await(SOON);
        return true;
    }

    /** Has the server show whoever looks after devices how far behind this one is. Nothing depends on it. */
    private void acknowledge(Round round, SyncState state, SqliteStore store) throws IOException {
        String device = store.setting(SyncFolder.DEVICE).orElse(null);
        String cursor = state.cursor();
        if (device == null
                || cursor == null
                || cursor.equals(acknowledged)
                || !round.pending().isEmpty()) {
            return;
        }
        try {
            client.devices().acknowledge(device, cursor);
            acknowledged = cursor;
        } catch (StrataProblem e) {
            // If that is of any importance, the next round meets it too.
        }
    }

    private static String state(Round round) {
        if (round.parked() != null) {
            return "parked";
        }
        if (!round.held().isEmpty()) {
            return "asking";
        }
        return round.quiet() ? "in-sync" : "pending";
    }

    private ServerDrive drive(SqliteStore store, Pulse pulse) {
        return new ServerDrive(
                client,
                store.setting(SyncFolder.SPACE).orElseThrow(),
                folder.home(),
                store.setting(SyncFolder.DEVICE).orElse(null),
                pulse,
                new Bandwidth(options.up()),
                new Bandwidth(options.down()));
    }

    private Engine engine(
            SyncState state, DiskTree disk, RemoteDrive drive, SqliteStore store, ExecutorService threads) {
        String known = store.setting(SyncFolder.DEVICE).orElse(null);
        String device = known == null ? "device" : known;
        Names names = new Names(
                device.substring(Math.max(0, device.length() - 6)),
                () -> LocalDate.now(clock).toString());
        String root = store.setting(SyncFolder.ROOT).orElseThrow();
        return new Engine(root, state, disk, drive, names, scope(), Carriers.of(threads), this::begin);
    }

    /** @param forget as of {@link SyncFolder#requireSame} */
    @SuppressWarnings("MissingSummary")
    private void prepare(DiskTree disk, SqliteStore store, Consumer<Update> forget) throws IOException {
        SyncFolder.requireSame(disk.key(), store, forget);
        rules = IgnoreRules.read(folder.root(), options.excluded());
    }

    private Round round(Engine engine, DiskTree disk, SqliteStore store, SyncState state) throws IOException {
        prepare(disk, store, state::apply);
        Confirmed confirmed = folder.confirmed();
        Round round = engine.round(confirmed);
        if (!confirmed.isNothing() && round.done() == 0) {
            folder.forgetConfirmation();
        }
        folder.ask(round.held());
        return round;
    }

    private void begin(Work next) {
        work = next;
        tellProgress();
    }

    private void tellProgressUnlessPaused() {
        if (folder.isPaused()) {
            throw new PausedException();
        }
        tellProgress();
    }

    /** Called by the threads that carry bytes, too. */
    private synchronized void tellProgress() {
        Work now = work;
        Instant at = clock.instant();
        if (now == null || Duration.between(toldAt, at).compareTo(TELL_EVERY) < 0) {
            return;
        }
        toldAt = at;
        String detail = "%,d of %,d steps done".formatted(now.doneSoFar(), now.steps());
        write("syncing", detail, now.next(), now.scan().left());
        if (saidAt.equals(Instant.MIN)) {
            saidAt = at; // What takes no longer than that is not worth a line.
        } else if (Duration.between(saidAt, at).compareTo(SAY_EVERY) >= 0) {
            saidAt = at;
            journal.accept("syncing: " + detail);
        }
    }

    private void tell(String state, Round round) {
        tell(state, detail(round), round.pending(), round.scan().left());
    }

    private @Nullable String detail(Round round) {
        if (round.parked() != null) {
            return "%s From a terminal that is signed in as another device: strata devices release %s"
                    .formatted(round.parked(), folder.device().orElse("DEVICE"));
        }
        return round.held().isEmpty()
                ? null
                : ("%d files have vanished from this folder at once. If they are to go to the server's trash too: "
                                + "strata sync %s --confirm-deletions")
                        .formatted(round.held().size(), folder.root());
    }

    private synchronized void tell(
            String state, @Nullable String detail, List<Engine.Pending> pending, Map<String, String> left) {
        work = null;
        toldAt = Instant.MIN;
        saidAt = Instant.MIN;
        if (!state.equals(lastState)) {
            journal.accept(detail == null ? state : state + ": " + detail);
            lastState = state;
        }
        write(state, detail, pending, left);
    }

    /** Nothing depends on it: a full disk must not end the agent. */
    private void write(String state, @Nullable String detail, List<Engine.Pending> pending, Map<String, String> left) {
        if (!Files.isDirectory(folder.own())) {
            return;
        }
        Traffic traffic = client.traffic();
        Status status = new Status(
                state,
                detail,
                clock.instant(),
                folder.server(),
                folder.remote(),
                pending,
                left,
                traffic.sent(),
                traffic.received());
        try {
            status.write(folder.own());
        } catch (IOException e) {
            journal.accept("the status cannot be written: " + e.getMessage());
        }
    }
}
