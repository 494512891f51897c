package dev.strata.storage.pack.s3;

import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.chunk.StorageFullException;
import dev.strata.storage.pack.remote.RemoteServer;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Tells what an S3 server, or the way to it, means by a failure. */
final class S3Calls {
    private S3Calls() {}

    static RemoteServer server(S3Settings settings) {
        return new RemoteServer("the S3 server", settings, settings.patience(), S3Calls::translate);
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
    private static IOException translate(RemoteServer server, String doing, Exception failure) {
        return switch (failure) {
            case S3Answer answer -> refused(server, doing, answer);
            case ChunkStoreException known -> known;
            case IOException cut -> server.cut(doing, cut);
            // An answer that the client does not understand, or a failure at the end of one that began as a success.
            default -> server.mayHeal(doing, failure);
        };
    }

    private static IOException refused(RemoteServer server, String doing, S3Answer answer) {
        if (answer.isFull()) {
            return new StorageFullException(answer);
        }
        if (answer.isTransient()) {
            return server.mayHeal(doing, answer);
        }
        return answer.isMissingObject() || answer.isTaken() || answer.isBeyondTheEnd()
                ? answer
                : server.refused(doing, answer.summary(), answer);
    }
}
