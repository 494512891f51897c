package dev.strata.storage.pack;

import dev.strata.storage.key.DataKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Seals and opens what lies in one pack: AES-256-GCM under a key that is derived for this pack alone (HKDF-SHA-256, RFC
 * 5869). So the place in the pack can be the nonce, which never comes twice. For one thread.
 */
final class PackCipher {
    static final int TAG_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final byte[] PURPOSE = "strata pack 1".getBytes(StandardCharsets.US_ASCII);

    private final SecretKey key;
    private final Cipher cipher;

    PackCipher(DataKey dataKey, UUID pack) {
        try {
            this.key = KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(dataKey.key())
                                    .addSalt(bytes(pack))
                                    .thenExpand(PURPOSE, 32));
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 25 has HKDF-SHA-256 and AES-256-GCM", e);
        }
    }

    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /** Writes the sealed bytes to their place in the pack; says how many they are. */
    int seal(byte[] context, byte[] plain, int from, int length, byte[] pack, int offset) {
        try {
            init(Cipher.ENCRYPT_MODE, offset, context);
            return cipher.doFinal(plain, from, length, pack, offset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal %d bytes".formatted(length), e);
        }
    }

    /** Writes what was sealed to {@code target}; throws if anything was altered, or lay in another place or pack. */
    int open(byte[] context, byte[] sealed, int from, int length, int offset, byte[] target, int to)
            throws GeneralSecurityException {
        init(Cipher.DECRYPT_MODE, offset, context);
        return cipher.doFinal(sealed, from, length, target, to);
    }

    private void init(int mode, int offset, byte[] context) throws GeneralSecurityException {
        byte[] nonce =
                ByteBuffer.allocate(NONCE_BYTES).putLong(0).putInt(offset).array();
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
        cipher.updateAAD(context);
    }
}
