package dev.strata.command.identity;

import java.text.Normalizer;
import java.util.Objects;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Hashes and compares passwords as people type them: accents in one piece or in two are the same. */
@Component
public class Passwords {
    /** In place of the hash, for an account without a password: none matches it. */
    static final String NONE = "{none}";

    private final PasswordEncoder encoder;

    Passwords(PasswordEncoder encoder) {
        this.encoder = encoder;
    }

    static boolean isSet(String hash) {
        return !hash.equals(NONE);
    }

    static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    public String hash(String password) {
        return Objects.requireNonNull(encoder.encode(normal(password)));
    }

    boolean matches(String password, String hash) {
        return encoder.matches(normal(password), hash);
    }

    boolean isOutdated(String hash) {
        return encoder.upgradeEncoding(hash);
    }
}
