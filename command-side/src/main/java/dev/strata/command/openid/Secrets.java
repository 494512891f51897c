package dev.strata.command.openid;

import dev.strata.kernel.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** Random texts, and what is kept of them: 256 bits each, in Base64 for URLs. */
final class Secrets {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern HASH = Pattern.compile("[A-Za-z0-9_-]{43}");

    private Secrets() {}

    static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return text(bytes);
    }

    /** SHA-256, as the method S256 of RFC 7636 writes it. */
    static String hash(String text) {
        return text(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
