package dev.strata.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts the bytes that are read, and waits for the next one for a while only. */
final class CountedStream extends FilterInputStream {
    private final LongAdder count;
    private final Duration patience;

    CountedStream(InputStream in, LongAdder count, Duration patience) {
        super(in);
        this.count = count;
        this.patience = patience;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.available() > 0 ? in.read(buffer, offset, length) : await(buffer, offset, length);
        if (read > 0) {
            count.add(read);
        }
        return read;
    }

    private int await(byte[] buffer, int offset, int length) throws IOException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Void> _ =
                over.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).exceptionally(_ -> giveUp());
        try {
            return in.read(buffer, offset, length);
        } catch (IOException e) {
            if (over.isCompletedExceptionally()) {
                throw new HttpTimeoutException("the connection is silent");
            }
            throw e;
        } finally {
            over.complete(null);
        }
    }

    /** Wakes the reader, too. */
    private @Nullable Void giveUp() {
        try {
            in.close();
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
