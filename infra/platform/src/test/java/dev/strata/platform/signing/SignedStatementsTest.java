package dev.strata.platform.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.content.DownloadTicket;
import dev.strata.kernel.content.ManifestId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.crypto.SecretKey;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class SignedStatementsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final DownloadTicket TICKET = new DownloadTicket(
            new ManifestId("ab".repeat(32)), 5_000_000_000L, "cd".repeat(32), true, "text/plain", "ä.txt");

    @TempDir
    private Path directory;

    private SecretKey key;
    private SecretKey otherKey;

    @BeforeEach
    void makeKeys() {
        SigningKeys keys = new SigningKeys(directory, true);
        key = keys.secret("ticket");
        otherKey = keys.secret("receipt");
    }

    private static SignedStatements<DownloadTicket> tickets(SecretKey key, String purpose, Instant now) {
        return new SignedStatements<>(
                key, purpose, DownloadTicket.class, JsonMapper.builder().build(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private String signed() {
        return tickets(key, "download ticket", NOON).sign(TICKET, Duration.ofMinutes(15));
    }

    @Test
    void whatWasSignedIsRead() throws InvalidStatementException {
        assertThat(tickets(key, "download ticket", NOON.plusSeconds(899)).verify(signed()))
                .isEqualTo(TICKET);
    }

    @Test
    void whatHasExpiredIsToldApart() {
        assertThatThrownBy(() ->
                        tickets(key, "download ticket", NOON.plusSeconds(901)).verify(signed()))
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidStatementException.class))
                .returns(true, InvalidStatementException::expired);
    }

    @Test
    void anotherKeyAnotherPurposeAndAnotherTextAreNotBelieved() {
        String text = signed();
        assertNotBelieved(tickets(otherKey, "download ticket", NOON), text);
        assertNotBelieved(tickets(key, "content receipt", NOON), text);
        int middle = text.indexOf('.') + 10;
        char changed = text.charAt(middle) == 'A' ? 'B' : 'A';
        assertNotBelieved(
                tickets(key, "download ticket", NOON),
                text.substring(0, middle) + changed + text.substring(middle + 1));
        assertNotBelieved(tickets(key, "download ticket", NOON), text.substring(0, text.lastIndexOf('.') + 1));
        assertNotBelieved(tickets(key, "download ticket", NOON), "");
    }

    private static void assertNotBelieved(SignedStatements<DownloadTicket> tickets, String text) {
        assertThatThrownBy(() -> tickets.verify(text))
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidStatementException.class))
                .returns(false, InvalidStatementException::expired);
    }
}
