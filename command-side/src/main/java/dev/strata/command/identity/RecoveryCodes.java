package dev.strata.command.identity;

import dev.strata.kernel.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The codes that stand in for a lost second factor, each once. They are random, 80 bits each, so that a plain hash
 * hides them.
 */
@Component
class RecoveryCodes {
    private static final int COUNT = 10;
    private static final int BYTES = 10;

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    RecoveryCodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** New ones, which nobody can be told again. */
    List<String> make(UUID account) {
        List<String> codes = Stream.generate(this::fresh).limit(COUNT).toList();
        for (String code : codes) {
            jdbc.sql("INSERT INTO command.recovery_code (account_id, code_hash) VALUES (?, ?)")
                    .params(account, hash(code))
                    .update();
        }
        return codes;
    }

    /** Four groups of four. */
    private String fresh() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base32.encode(bytes).toLowerCase(Locale.ROOT).replaceAll("(?<=.)(?=(.{4})+$)", "-");
    }

    /** Whether it was one of the account's; it is none any more. */
    boolean use(UUID account, String code) {
        return jdbc.sql("DELETE FROM command.recovery_code WHERE account_id = ? AND code_hash = ?")
                        .params(account, hash(code))
                        .update()
                > 0;
    }

    /** Of the letters and figures alone, as people type them. */
    private static String hash(String code) {
        String plain = code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
        return HexFormat.of().formatHex(Sha256.digest().digest(plain.getBytes(StandardCharsets.UTF_8)));
    }
}
