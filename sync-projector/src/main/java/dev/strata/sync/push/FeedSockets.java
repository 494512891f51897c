package dev.strata.sync.push;

import dev.strata.kernel.id.AccountId;
import dev.strata.sync.feed.ChangeFeed;
import dev.strata.sync.feed.HeadWatch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** All open connections of this process: lets them in, counts them, and closes them when the process stops. */
@Component
class FeedSockets extends TextWebSocketHandler implements SmartLifecycle {
    static final String PROTOCOL = "strata.feed.v1";

    /** Less than a phase of the shutdown may take. */
    static final Duration GOODBYE = Duration.ofSeconds(3);

    private static final CloseStatus NO_PROTOCOL =
            CloseStatus.PROTOCOL_ERROR.withReason("ask for the sub-protocol " + PROTOCOL);
    private static final CloseStatus TOO_MANY = new CloseStatus(4429, "too many connections of this account");

    private final ChangeFeed feed;
    private final HeadWatch watch;
    private final Admission admission;
    private final Connections connections;
    private final ComeBack comeBack;
    private final Duration heartbeat;
    private final Map<String, FeedSocket> sockets = new ConcurrentHashMap<>();
    private volatile boolean running;

    FeedSockets(
            ChangeFeed feed,
            HeadWatch watch,
            Admission admission,
            Connections connections,
            ComeBack comeBack,
            MeterRegistry meters,
            @Value("${strata.sync.heartbeat:25s}") Duration heartbeat) {
        this.feed = feed;
        this.watch = watch;
        this.admission = admission;
        this.connections = connections;
        this.comeBack = comeBack;
        this.heartbeat = heartbeat;
        Gauge.builder("strata.feed.sockets", sockets, Map::size)
                .description("open WebSocket connections")
                .register(meters);
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws IOException {
        Jwt token = ((JwtAuthenticationToken) Objects.requireNonNull(session.getPrincipal())).getToken();
        AccountId account = AccountId.of(Objects.requireNonNull(token.getSubject(), "access tokens have a subject"));
        if (!PROTOCOL.equals(session.getAcceptedProtocol())) {
            session.close(NO_PROTOCOL);
        } else if (!running) {
            session.close(CloseStatus.GOING_AWAY);
        } else if (!connections.open(account)) {
            session.close(TOO_MANY);
        } else {
            FeedSocket socket =
                    new FeedSocket(session, account, () -> admission.isOver(token), feed, watch, comeBack, heartbeat);
            sockets.put(session.getId(), socket);
            Thread.ofVirtual().name("feed-socket-" + session.getId()).start(socket);
        }
    }

    /** Nothing that a client can say is needed; unknown messages are allowed, so that later clients can talk to us. */
    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
        heard(session);
    }

    @Override
    protected void handlePongMessage(WebSocketSession session, PongMessage message) {
        heard(session);
    }

    private void heard(WebSocketSession session) {
        FeedSocket socket = sockets.get(session.getId());
        if (socket != null) {
            socket.heard();
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        FeedSocket socket = sockets.remove(session.getId());
        if (socket != null) {
            connections.close(socket.account());
            socket.ended();
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /**
     * Has all of them say goodbye; whoever does not take it in time is cut off. Spring stops this before the watch that
     * it depends on, whatever their phases, and they only say goodbye once the watch has stopped.
     */
    @Override
    public void stop() {
        running = false;
        watch.stop();
        long end = System.nanoTime() + GOODBYE.toNanos();
        try {
            for (FeedSocket socket : sockets.values()) {
                socket.awaitEnd(end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops before the web server, which would cut off all of them. */
    @Override
    public int getPhase() {
        return HeadWatch.PHASE;
    }
}
