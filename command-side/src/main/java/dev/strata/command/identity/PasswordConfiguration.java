package dev.strata.command.identity;

import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

/**
 * How passwords are hashed: Argon2id (RFC 9106). A hash names its algorithm and its parameters, so that better ones take
 * over at the next sign-in.
 */
@Configuration(proxyBeanMethods = false)
class PasswordConfiguration {
    private static final String ARGON2ID = "argon2id";
    private static final String PBKDF2 = "pbkdf2@SpringSecurity_v5_8";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;

    /**
     * The defaults are those of the OWASP Password Storage Cheat Sheet.
     *
     * @param atOnce how many may be hashed at once: each takes the memory
     */
    @Bean
    PasswordEncoder passwordEncoder(
            @Value("${strata.passwords.argon2id.memory-kib:19456}") int memoryKib,
            @Value("${strata.passwords.argon2id.iterations:2}") int iterations,
            @Value("${strata.passwords.hashes-at-once:8}") int atOnce) {
        return new BoundedPasswordEncoder(
                new DelegatingPasswordEncoder(
                        ARGON2ID,
                        Map.of(
                                ARGON2ID,
                                new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, memoryKib, iterations),
                                PBKDF2,
                                Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8())),
                atOnce);
    }
}
