package dev.strata.sync.feed;

import dev.strata.kernel.id.AccountId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the feed and, when nothing is there, waits for something. Holds no connection to the database meanwhile. */
@Component
public class LongPoll {
    private final ChangeFeed feed;
    private final HeadWatch watch;
    private final AtomicInteger waiting = new AtomicInteger();

    LongPoll(ChangeFeed feed, HeadWatch watch, MeterRegistry meters) {
        this.feed = feed;
        this.watch = watch;
        Gauge.builder("strata.feed.longpolls", waiting, AtomicInteger::get)
                .description("readers that wait for changes in a request")
                .register(meters);
    }

    /** The next page; an empty one when nothing has come in that time, or when the server stops. */
    public Page page(AccountId account, @Nullable String cursor, int limit, Duration wait) throws InterruptedException {
        Page page = feed.page(account, cursor, limit);
        if (wait.isZero() || page.hasMore() || !page.records().isEmpty()) {
            return page;
        }
        waiting.incrementAndGet();
        try {
            return awaitBeyond(account, page, limit, System.nanoTime() + wait.toNanos());
        } finally {
            waiting.decrementAndGet();
        }
    }

    private Page awaitBeyond(AccountId account, Page empty, int limit, long deadline) throws InterruptedException {
        try (HeadWatcher watcher =
                watch.watch(account, feed.read(account, empty.to()).positions())) {
            Page page = empty;
            while (page.records().isEmpty()
                    && !watcher.closed()
                    && watcher.await(Duration.ofNanos(deadline - System.nanoTime()))) {
                page = feed.page(account, empty.to(), limit);
            }
            return new Page(empty.from(), page.to(), page.hasMore(), page.epoch(), page.records());
        }
    }
}
