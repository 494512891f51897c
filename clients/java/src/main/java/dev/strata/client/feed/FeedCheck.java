package dev.strata.client.feed;

import dev.strata.client.Changes;
import dev.strata.client.FeedFollower;
import dev.strata.client.FeedWay;
import dev.strata.client.StrataClient;
import dev.strata.client.StrataProblem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Follows the feed of an account by each way at once, each from a snapshot on, and compares what they hold with a new
 * snapshot and with what is read folder by folder. Changes nothing.
 *
 * <pre>{@code
 * try (FeedCheck check = FeedCheck.start(client)) {
 *     ...
 *     check.faults(Duration.ofMinutes(1)).forEach(System.out::println);
 * }
 * }</pre>
 */
public final class FeedCheck implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final StrataClient client;
    private final String spaceId;
    private final List<Reader> readers = new ArrayList<>();
    private Map<String, String> nodes = Map.of();
    private Map<String, String> mounts = Map.of();

    private FeedCheck(StrataClient client) throws IOException {
        this.client = client;
        this.spaceId = client.me().homeSpaceId();
    }

    public static FeedCheck start(StrataClient client) throws IOException {
        FeedCheck check = new FeedCheck(client);
        for (FeedWay way : FeedWay.values()) {
            check.readers.add(check.new Reader(way));
        }
        check.readers.forEach(reader -> reader.thread.start());
        return check;
    }

    /** One that follows, in a thread of its own. */
    private final class Reader implements FeedFollower {
        private final FeedWay way;
        private final AtomicLong pages = new AtomicLong();
        private final AtomicLong records = new AtomicLong();
        private final AtomicInteger resets = new AtomicInteger();
        private final AtomicInteger losses = new AtomicInteger();
        private final Thread thread;
        private volatile FollowedTree tree = new FollowedTree(spaceId);
        private volatile @Nullable String fault;

        Reader(FeedWay way) {
            this.way = way;
            this.thread = Thread.ofVirtual().name("feed-check-" + name()).unstarted(this::run);
        }

        String name() {
            return way.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private void run() {
            try {
                while (true) {
                    followUntilReset();
                }
            } catch (InterruptedIOException e) {
                // It was told to end.
            } catch (IOException | FeedFault | StrataProblem e) {
                fault = "%s: %s".formatted(name(), e.getMessage());
            } catch (RuntimeException e) {
                fault = "%s: %s".formatted(name(), e);
                throw e;
            }
        }

        /** Who is sent back begins anew, with nothing. */
        private void followUntilReset() throws IOException {
            try {
                client.follow(way, null, this);
            } catch (StrataProblem e) {
                if (!e.isFeedReset()) {
                    throw e;
                }
                resets.incrementAndGet();
                tree = new FollowedTree(spaceId);
            }
        }

        @Override
        public void changed(Changes changes) {
            tree.take(changes);
            pages.incrementAndGet();
            records.addAndGet(changes.records().size());
        }

        @Override
        public void offline(IOException reason) {
            losses.incrementAndGet();
        }
    }

    /**
     * What one of them was told.
     *
     * @param resets how often it was sent back, and began anew with a snapshot
     * @param losses how often the server could not be reached
     */
    public record Told(String way, long pages, long records, int resets, int losses) {}

    public List<Told> told() {
        return readers.stream()
                .map(reader -> new Told(
                        reader.name(),
                        reader.pages.get(),
                        reader.records.get(),
                        reader.resets.get(),
                        reader.losses.get()))
                .toList();
    }

    /** How many nodes there were when {@link #faults} compared last. */
    public int nodes() {
        return nodes.size();
    }

    /** How many nodes of others there were then. */
    public int mounts() {
        return mounts.size();
    }

    /**
     * What is wrong, for people to read; empty if nothing is.
     *
     * @param patience how long what is compared may differ: changes that are made meanwhile are not everywhere at once
     */
    public List<String> faults(Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            List<String> broken =
                    readers.stream().flatMap(reader -> faultOf(reader).stream()).toList();
            if (!broken.isEmpty()) {
                return broken;
            }
            List<String> differences = compareIfPossible(end);
            if (differences.isEmpty() || System.nanoTime() > end) {
                return differences;
            }
            pause();
        }
    }

    /** What the server cannot tell now, or what goes away while it is looked at, counts as a difference, until the end. */
    private List<String> compareIfPossible(long end) throws IOException {
        try {
            return compare();
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            if (System.nanoTime() > end) {
                throw e;
            }
            return List.of(e.toString());
        } catch (StrataProblem e) {
            boolean passes = e.retryable() || e.isFeedReset() || e.status() == 404;
            if (!passes || System.nanoTime() > end) {
                throw e;
            }
            return List.of(e.toString());
        }
    }

    private static List<String> faultOf(Reader reader) {
        String fault = reader.fault;
        return fault == null ? List.of() : List.of(fault);
    }

    private List<String> compare() throws IOException {
        FollowedTree snapshot = new FollowedTree(spaceId);
        Changes page;
        do {
            page = client.changes(snapshot.cursor(), 0);
            try {
                snapshot.take(page);
            } catch (FeedFault e) {
                return List.of("snapshot: " + e.getMessage());
            }
        } while (page.hasMore());
        nodes = snapshot.nodes();
        mounts = snapshot.mounts();
        List<String> differences = new ArrayList<>();
        for (Reader reader : readers) {
            differences.addAll(FollowedTree.differences(reader.name(), reader.tree.nodes(), nodes));
            differences.addAll(FollowedTree.differences(reader.name(), reader.tree.mounts(), mounts));
        }
        ReadTree read = new ReadTree(client);
        differences.addAll(FollowedTree.differences("folders", read.nodes(), nodes));
        // Not the other way round: what is in its owner's trash stays mounted and is not shown.
        read.shared().stream()
                .filter(id -> !mounts.containsKey(id))
                .map(id -> "shared with me: %s is missing in the snapshot".formatted(id))
                .forEach(differences::add);
        return differences;
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while checking the feed");
        }
    }

    @Override
    public void close() {
        readers.forEach(reader -> reader.thread.interrupt());
    }
}
