package dev.strata.storage.key;

import dev.strata.platform.encryption.AuthenticatedCipher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A master key that this process holds itself; it wraps with AES-256-GCM. */
final class LocalMasterKey implements MasterKey {
    private static final int ID_BYTES = 8;

    private final SecretKey key;
    private final String id;

    LocalMasterKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
        this.id = "local-" + fingerprint(bytes);
    }

    private static String fingerprint(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            byte[] digest = mac.doFinal("strata master key".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public byte[] wrap(UUID keyId, byte[] dataKey) {
        return AuthenticatedCipher.seal(key, context(keyId), dataKey);
    }

    @Override
    public byte[] unwrap(UUID keyId, byte[] wrapped) throws GeneralSecurityException {
        return AuthenticatedCipher.open(key, context(keyId), ByteBuffer.wrap(wrapped));
    }

    private static byte[] context(UUID keyId) {
        return keyId.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
