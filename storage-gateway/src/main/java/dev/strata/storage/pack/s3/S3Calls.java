package dev.strata.storage.pack.s3;

import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.chunk.StorageFullException;
import dev.strata.storage.pack.StoreUnavailableException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one request at a time, tells what went wrong, and stops asking a server that fails: then callers are answered at
 * once instead of waiting for a timeout each.
 */
final class S3Calls {
    private static final Logger LOG = LoggerFactory.getLogger(S3Calls.class);
    private static final int REMEMBERED = 20;
    private static final int JUDGED_FROM = 10;
    private static final int TRIED_AGAIN = 2;

    private final CircuitBreaker breaker;

    S3Calls(S3Settings settings) {
        this.breaker = CircuitBreaker.of(
                "s3",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(REMEMBERED)
                        .minimumNumberOfCalls(JUDGED_FROM)
                        .permittedNumberOfCallsInHalfOpenState(TRIED_AGAIN)
                        .waitDurationInOpenState(settings.breakerPause())
                        .recordExceptions(TransientFailure.class)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(
                        change -> LOG.warn("the S3 server {}: requests are {}", settings, change.getStateTransition()));
    }

    /** A request, and what is done with its answer while the connection lasts. */
    interface Exchange<T> {
        T run() throws IOException, MinioException;
    }

    <T> T call(String doing, Exchange<T> exchange) throws IOException {
        try {
            breaker.acquirePermission();
        } catch (CallNotPermittedException open) {
            throw new StoreUnavailableException(
                    "cannot %s: the S3 server has failed too often and is left alone for a while".formatted(doing),
                    open);
        }
        long begin = breaker.getCurrentTimestamp();
        try {
            T answer = exchange.run();
            breaker.onSuccess(since(begin), breaker.getTimestampUnit());
            return answer;
        } catch (MinioException | IOException | RuntimeException e) {
            IOException failure = translate(doing, e);
            breaker.onError(since(begin), breaker.getTimestampUnit(), failure);
            throw failure;
        }
    }

    private long since(long begin) {
        return breaker.getCurrentTimestamp() - begin;
    }

    /** Waits; the timeouts of the HTTP client see to it that this ends. */
    static <T> T await(CompletableFuture<T> answer) throws IOException, MinioException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChunkStoreException("interrupted while waiting for the S3 server", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            switch (cause) {
                case IOException failure -> throw failure;
                case MinioException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IOException(e);
            }
        }
    }

    /** S3 answers are left as they are if the caller may know better. */
    private static IOException translate(String doing, Exception failure) {
        return switch (failure) {
            case S3Answer answer -> refused(doing, answer);
            case ChunkStoreException known -> known;
            case SSLPeerUnverifiedException stranger -> lasting(doing, stranger);
            case IOException cut when hasCause(cut, CertificateException.class) -> lasting(doing, cut);
            case IOException cut -> mayHeal(doing, cut);
            // An answer that the client does not understand, or a failure at the end of one that began as a success.
            default -> mayHeal(doing, failure);
        };
    }

    private static IOException refused(String doing, S3Answer answer) {
        if (answer.isFull()) {
            return new StorageFullException(answer);
        }
        if (answer.isTransient()) {
            return mayHeal(doing, answer);
        }
        return answer.isMissingObject() || answer.isTaken() || answer.isBeyondTheEnd()
                ? answer
                : new ChunkStoreException("the S3 server refused to %s: %s".formatted(doing, answer.summary()), answer);
    }

    private static TransientFailure mayHeal(String doing, Exception failure) {
        return new TransientFailure(
                new StoreUnavailableException("the S3 server could not %s: %s".formatted(doing, failure), failure));
    }

    private static ChunkStoreException lasting(String doing, IOException failure) {
        return new ChunkStoreException("the S3 server cannot be asked to %s: %s".formatted(doing, failure), failure);
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
