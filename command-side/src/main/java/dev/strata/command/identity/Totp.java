package dev.strata.command.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.web.util.UriUtils;

/** Codes that follow from a secret and the time (RFC 6238): SHA-1, steps of 30 seconds, 6 digits; what all apps know. */
final class Totp {
    static final int SECRET_BYTES = 20;

    private static final int STEP_SECONDS = 30;
    private static final int DRIFT_STEPS = 1;
    private static final int MODULUS = 1_000_000;
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    private Totp() {}

    /** The step around now to which the code belongs, if there is one. */
    static OptionalLong stepOf(String code, byte[] secret, Instant now) {
        if (!isCode(code)) {
            return OptionalLong.empty();
        }
        int asked = Integer.parseInt(code);
        long step = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
        return LongStream.rangeClosed(step - DRIFT_STEPS, step + DRIFT_STEPS)
                .filter(near -> codeAt(near, secret) == asked)
                .max();
    }

    static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    /** RFC 4226, 5.3. */
    static int codeAt(long step, byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            return (ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE) % MODULUS;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-1", e);
        }
    }

    /** What an authenticator app reads from a QR code. */
    static String uri(String login, String base32) {
        return "otpauth://totp/Strata:%s?secret=%s&issuer=Strata&algorithm=SHA1&digits=6&period=%d"
                .formatted(UriUtils.encode(login, StandardCharsets.UTF_8), base32, STEP_SECONDS);
    }
}
