package dev.strata.endtoend.erasure;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;

/** A content of which one half is there, and the other comes when it is told to. */
final class PausedStream extends InputStream {
    private final byte[] content;
    private final CountDownLatch firstHalf = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private int at;

    PausedStream(byte[] content) {
        this.content = content;
    }

    /** Waits until somebody has read the first half. */
    void awaitPause() throws InterruptedException {
        firstHalf.await();
    }

    void goOn() {
        goOn.countDown();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int half = content.length / 2;
        if (at == half) {
            firstHalf.countDown();
            pause();
        }
        if (at == content.length) {
            return -1;
        }
        int count = Math.min(length, (at < half ? half : content.length) - at);
        System.arraycopy(content, at, target, offset, count);
        at += count;
        return count;
    }

    private void pause() throws IOException {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted half-way");
        }
    }
}
