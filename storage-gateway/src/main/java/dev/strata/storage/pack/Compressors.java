package dev.strata.storage.pack;

import com.github.luben.zstd.ZstdCompressCtx;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Compresses. A compressor holds memory outside the heap until it is closed, and each request has a thread of its own: so a
 * few compressors are passed on from thread to thread, and those beyond are closed.
 */
final class Compressors {
    private static final int LEVEL = 3;
    private static final BlockingQueue<ZstdCompressCtx> IDLE =
            new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());

    private Compressors() {}

    /** Answers how many bytes of the target, which must be large enough for whatever comes out, are written. */
    static int compress(byte[] bytes, int offset, int length, byte[] target) {
        ZstdCompressCtx idle = IDLE.poll();
        ZstdCompressCtx compressor = idle == null ? new ZstdCompressCtx().setLevel(LEVEL) : idle;
        try {
            return compressor.compressByteArray(target, 0, target.length, bytes, offset, length);
        } finally {
            if (!IDLE.offer(compressor)) {
                compressor.close();
            }
        }
    }
}
