package dev.strata.storage.pack;

import com.github.luben.zstd.Zstd;
import dev.strata.kernel.content.ChunkId;
import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.chunk.CorruptChunkException;
import dev.strata.storage.key.DataKey;
import java.security.GeneralSecurityException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opens chunks of one pack: decrypted and decompressed. For one thread. */
public final class PackOpener {
    private final UUID pack;
    private final PackCipher cipher;

    public PackOpener(UUID pack, DataKey key) {
        this.pack = pack;
        this.cipher = new PackCipher(key, pack);
    }

    /**
     * Writes the chunk's {@link PackEntry#length} bytes to {@code target} from {@code to}, and checks their hash too.
     *
     * @param sealed holds its sealed bytes from {@code from}
     * @throws CorruptChunkException if they are not what they were
     */
    public void open(PackEntry entry, byte[] sealed, int from, byte[] target, int to) throws ChunkStoreException {
        unseal(entry, sealed, from, target, to);
        ChunkId actual = ChunkId.ofBytes(target, to, entry.length());
        if (!actual.equals(entry.id())) {
            throw corrupt(entry, "its %d bytes have the hash %s".formatted(entry.length(), actual), null);
        }
    }

    /**
     * As {@link #open(PackEntry, byte[], int, byte[], int)}, by the seal alone: it covers each byte, the chunk's id, its
     * length and its place. So what was stored is proved; whether it was stored rightly only the hash can tell, which
     * costs five times as much.
     */
    public void unseal(PackEntry entry, byte[] sealed, int from, byte[] target, int to) throws ChunkStoreException {
        byte[] context = PackFormat.context(pack, entry.id(), entry.length(), entry.codec());
        try {
            switch (entry.codec()) {
                case NONE -> {
                    if (entry.sealedLength() != entry.length() + PackCipher.TAG_BYTES) {
                        throw corrupt(entry, "it has %d sealed bytes".formatted(entry.sealedLength()), null);
                    }
                    cipher.open(context, sealed, from, entry.sealedLength(), entry.offset(), target, to);
                }
                case ZSTD -> {
                    byte[] coded = new byte[entry.sealedLength()];
                    int length = cipher.open(context, sealed, from, entry.sealedLength(), entry.offset(), coded, 0);
                    long actual = Zstd.decompressByteArray(target, to, entry.length(), coded, 0, length);
                    if (Zstd.isError(actual) || actual != entry.length()) {
                        throw corrupt(entry, "it does not decompress to %d bytes".formatted(entry.length()), null);
                    }
                }
            }
        } catch (GeneralSecurityException e) {
            throw corrupt(entry, "its seal is broken", e);
        }
    }

    /** The chunk, out of the bytes of the whole pack. */
    public byte[] open(PackEntry entry, byte[] whole) throws ChunkStoreException {
        if (entry.offset() < 0 || (long) entry.offset() + entry.sealedLength() > whole.length) {
            throw corrupt(entry, "the pack ends before it", null);
        }
        byte[] target = new byte[entry.length()];
        open(entry, whole, entry.offset(), target, 0);
        return target;
    }

    private CorruptChunkException corrupt(PackEntry entry, String found, @Nullable Throwable cause) {
        return new CorruptChunkException(
                entry.id(), "%s, in pack %s at %d".formatted(found, pack, entry.offset()), cause);
    }
}
