package dev.strata.command.link;

import dev.strata.kernel.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The part of a link's address that nobody can guess: 192 random bits. Only its hash is kept. */
public final class LinkTokens {
    private static final int BYTES = 24;
    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9_-]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private LinkTokens() {}

    public static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static String hash(String token) {
        return HexFormat.of().formatHex(Sha256.digest().digest(token.getBytes(StandardCharsets.UTF_8)));
    }

    static boolean isOne(String text) {
        return SYNTAX.matcher(text).matches();
    }
}
