package dev.strata.sync.push;

import dev.strata.kernel.id.AccountId;
import dev.strata.sync.feed.ChangeFeed;
import dev.strata.sync.feed.ChangeFeed.Place;
import dev.strata.sync.feed.FeedRebuildingException;
import dev.strata.sync.feed.HeadWatch;
import dev.strata.sync.feed.HeadWatcher;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.json.JsonMapper;

/**
 * One connection. It says that something has moved and never what: the client pulls. So nothing is queued for a client
 * that is slow, and nothing is lost with a connection. All that is sent is sent by this thread.
 */
class FeedSocket implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedSocket.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** At most one wake in this time: a storm of commits is one wake. */
    private static final long PAUSE_MILLIS = 50;

    private static final CloseStatus SIGN_IN_AGAIN = new CloseStatus(4401, "sign in again");
    private static final CloseStatus SILENT = new CloseStatus(4408, "nothing was heard from you");

    private final WebSocketSession session;
    private final AccountId account;
    private final BooleanSupplier over;
    private final ChangeFeed feed;
    private final HeadWatch watch;
    private final ComeBack comeBack;
    private final Duration heartbeat;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long heardNanos = System.nanoTime();

    FeedSocket(
            WebSocketSession session,
            AccountId account,
            BooleanSupplier over,
            ChangeFeed feed,
            HeadWatch watch,
            ComeBack comeBack,
            Duration heartbeat) {
        this.session = session;
        this.account = account;
        this.over = over;
        this.feed = feed;
        this.watch = watch;
        this.comeBack = comeBack;
        this.heartbeat = heartbeat;
    }

    private record Welcome(String t, long heartbeatMs, String head) {}

    private record Head(String t, String head) {}

    private record Bye(String t, long retryAfterMs) {}

    AccountId account() {
        return account;
    }

    void heard() {
        heardNanos = System.nanoTime();
    }

    void ended() {
        ended.countDown();
    }

    /** Returns when the connection has ended, or that much later. */
    void awaitEnd(long nanos) throws InterruptedException {
        boolean _ = ended.await(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        try {
            Place place = feed.head(account);
            try (HeadWatcher watcher = watch.watch(account, place.positions())) {
                send(new Welcome("welcome", heartbeat.toMillis(), place.cursor()));
                wake(watcher);
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("a feed connection broke", e);
            close(CloseStatus.SESSION_NOT_RELIABLE);
        } catch (FeedRebuildingException | DataAccessException | TransactionException e) {
            LOG.warn("a feed connection is closed, the client will come back: {}", e.getMessage());
            close(CloseStatus.SERVICE_RESTARTED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close(CloseStatus.GOING_AWAY);
        }
    }

    private void wake(HeadWatcher watcher) throws IOException, InterruptedException {
        long beat = System.nanoTime() + heartbeat.toNanos();
        while (session.isOpen() && !watcher.closed()) {
            boolean moved = watcher.await(Duration.ofNanos(beat - System.nanoTime()));
            if (watcher.closed() || ended.getCount() == 0) {
                break;
            }
            if (over.getAsBoolean()) {
                close(SIGN_IN_AGAIN);
                return;
            }
            if (moved) {
                send(new Head("wake", feed.head(account).cursor()));
                ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
            if (System.nanoTime() - beat >= 0) {
                beat();
                beat = System.nanoTime() + heartbeat.toNanos();
            }
        }
        if (watcher.closed()) {
            send(new Bye("bye", comeBack.afterMillis()));
        }
        close(CloseStatus.GOING_AWAY);
    }

    private void beat() throws IOException {
        if (System.nanoTime() - heardNanos > heartbeat.multipliedBy(3).toNanos()) {
            close(SILENT);
        } else {
            send(new Head("hb", feed.head(account).cursor()));
            session.sendMessage(new PingMessage());
        }
    }

    private void send(Object message) throws IOException {
        session.sendMessage(new TextMessage(JSON.writeValueAsString(message)));
    }

    void close(CloseStatus status) {
        try {
            session.close(status);
        } catch (IOException | IllegalStateException e) {
            LOG.debug("the connection was gone before it could be closed", e);
        }
    }
}
