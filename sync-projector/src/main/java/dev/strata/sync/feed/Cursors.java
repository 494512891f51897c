package dev.strata.sync.feed;

import dev.strata.kernel.id.AccountId;
import dev.strata.platform.signing.SigningKeys;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes cursors so that readers can keep them but neither make nor alter them: JSON, HMAC-SHA-256, base64url. */
@Component
class Cursors {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 32;
    private static final int TEXT_MAX = 16 << 10;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SecretKey key;

    Cursors(SigningKeys keys) {
        this.key = keys.secret("cursor");
    }

    String write(Cursor cursor) {
        byte[] json = JSON.writeValueAsBytes(cursor);
        byte[] signed = Arrays.copyOf(json, json.length + MAC_BYTES);
        System.arraycopy(mac(json), 0, signed, json.length, MAC_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    /** The cursor, if it was written here for this account. */
    Cursor read(String text, AccountId reader) {
        byte[] signed = decode(text);
        byte[] json = Arrays.copyOf(signed, Math.max(0, signed.length - MAC_BYTES));
        byte[] mac = Arrays.copyOfRange(signed, json.length, signed.length);
        if (!MessageDigest.isEqual(mac, mac(json))) {
            throw new InvalidCursorException();
        }
        Cursor cursor = parse(json);
        if (!cursor.account().equals(reader)) {
            throw new InvalidCursorException();
        }
        return cursor;
    }

    private static byte[] decode(String text) {
        if (text.length() > TEXT_MAX) {
            throw new InvalidCursorException();
        }
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidCursorException(e);
        }
    }

    private static Cursor parse(byte[] json) {
        try {
            JsonNode tree = JSON.readTree(json);
            if (tree.path("v").asInt(0) != Cursor.VERSION) {
                throw FeedResetException.epoch();
            }
            return JSON.treeToValue(tree, Cursor.class);
        } catch (JacksonException e) {
            throw new IllegalStateException("a cursor with a right signature cannot be read", e);
        }
    }

    private byte[] mac(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
