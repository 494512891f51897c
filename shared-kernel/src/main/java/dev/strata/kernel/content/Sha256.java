package dev.strata.kernel.content;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** SHA-256 (FIPS 180-4) as this system uses it: 64 lower-case hex digits. */
public final class Sha256 {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private Sha256() {}

    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public static boolean isHex(String text) {
        return HEX.matcher(text).matches();
    }

    static String require(String what, String text) {
        if (!isHex(text)) {
            throw new IllegalArgumentException("not a " + what + " (64 lower-case hex digits): " + text);
        }
        return text;
    }
}
