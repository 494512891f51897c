package dev.strata.command.identity;

import java.io.ByteArrayOutputStream;
import java.time.Instant;

/** Somebody's app that knows a secret. */
record Authenticator(byte[] secret) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    static Authenticator of(String base32) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int pending = 0;
        int bits = 0;
        for (char letter : base32.toCharArray()) {
            pending = (pending << 5) | ALPHABET.indexOf(letter);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(pending >> bits);
                pending &= (1 << bits) - 1;
            }
        }
        return new Authenticator(bytes.toByteArray());
    }

    static long step() {
        return Instant.now().getEpochSecond() / 30;
    }

    String code() {
        return code(step());
    }

    String code(long step) {
        return "%06d".formatted(Totp.codeAt(step, secret));
    }

    /** One that is good for no step around now. */
    String wrongCode() {
        for (int guess = 0; ; guess++) {
            String code = "%06d".formatted(guess);
            long now = step();
            if (java.util.stream.LongStream.rangeClosed(now - 3, now + 3)
                    .noneMatch(step -> code(step).equals(code))) {
                return code;
            }
        }
    }
}
