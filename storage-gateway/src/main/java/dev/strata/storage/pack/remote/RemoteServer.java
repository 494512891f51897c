package dev.strata.storage.pack.remote;

import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.pack.StoreUnavailableException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that is asked one thing at a time, and left alone if it fails: then callers are answered at once instead of
 * waiting for a timeout each.
 */
public final class RemoteServer {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteServer.class);
    private static final int REMEMBERED = 20;
    private static final int JUDGED_FROM = 10;
    private static final int TRIED_AGAIN = 2;

    private final String name;
    private final Translation translation;
    private final CircuitBreaker breaker;

    /**
     * A server that has not been asked anything.
     *
     * @param name as in a sentence
     * @param address for the log
     */
    public RemoteServer(String name, Object address, Patience patience, Translation translation) {
        this.name = name;
        this.translation = translation;
        this.breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(REMEMBERED)
                        .minimumNumberOfCalls(JUDGED_FROM)
                        .permittedNumberOfCallsInHalfOpenState(TRIED_AGAIN)
                        .waitDurationInOpenState(patience.breakerPause())
                        .recordExceptions(TransientFailure.class)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(
                        change -> LOG.warn("{} {}: requests are {}", name, address, change.getStateTransition()));
    }

    /** A request, and what is done with its answer while the connection lasts. */
    public interface Exchange<T> {
        T run() throws Exception;
    }

    /** What the failure of a request means. */
    public interface Translation {
        IOException translate(RemoteServer server, String doing, Exception failure);
    }

    public <T> T call(String doing, Exchange<T> exchange) throws IOException {
        try {
            breaker.acquirePermission();
        } catch (CallNotPermittedException open) {
            throw new StoreUnavailableException(
                    "cannot %s: %s has failed too often and is left alone for a while".formatted(doing, name), open);
        }
        long begin = breaker.getCurrentTimestamp();
        try {
            T answer = exchange.run();
            breaker.onSuccess(since(begin), breaker.getTimestampUnit());
            return answer;
        } catch (Exception e) {
            IOException failure = translation.translate(this, doing, e);
            breaker.onError(since(begin), breaker.getTimestampUnit(), failure);
            throw failure;
        }
    }

    private long since(long begin) {
        return breaker.getCurrentTimestamp() - begin;
    }

    public ChunkStoreException refused(String doing, String summary, Exception answer) {
        return new ChunkStoreException("%s refused to %s: %s".formatted(name, doing, summary), answer);
    }

    public TransientFailure mayHeal(String doing, Exception failure) {
        return new TransientFailure(
                new StoreUnavailableException("%s could not %s: %s".formatted(name, doing, failure), failure));
    }

    /** A connection that was cut may not be cut again; a certificate that is not trusted will not be trusted then. */
    public ChunkStoreException cut(String doing, Exception failure) {
        return isStranger(failure)
                ? new ChunkStoreException("%s cannot be asked to %s: %s".formatted(name, doing, failure), failure)
                : mayHeal(doing, failure);
    }

    private static boolean isStranger(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }
}
