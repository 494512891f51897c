package dev.strata.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.strata.platform.erasure.LogDatabase;
import dev.strata.platform.erasure.PersonalValues;
import dev.strata.platform.erasure.SubjectKeys;
import dev.strata.testing.Await;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real SMTP server, in this process. */
class MailOutboxTest {
    private static final UUID ANNA = UUID.fromString("01990000-0000-7000-8000-000000000006");
    private static final Mail HELLO = new Mail("anna@example.org", "Grüße", "Schöne Grüße\nüber zwei Zeilen\n");
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final GreenMail server = new GreenMail(new ServerSetup(freePort(), null, ServerSetup.PROTOCOL_SMTP));
    private LogDatabase log;
    private SubjectKeys keys;

    @BeforeEach
    void open() {
        log = new LogDatabase(directory);
        keys = log.process();
        server.start();
    }

    @AfterEach
    void close() {
        server.stop();
        log.close();
    }

    /** The same after the server was down. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MailRoute smtp(String security) {
        return new MailRoute("127.0.0.1", server.getSmtp().getPort(), security, "", "", "strata@example.org", "");
    }

    private MailOutbox outbox(MailRoute route) {
        return new MailOutbox(route, new PersonalValues(keys), log.jdbc(), Clock.systemUTC(), Duration.ofMillis(50));
    }

    private long waiting() {
        return log.jdbc().sql("SELECT count(*) FROM log.mail").query(Long.class).single();
    }

    private void untilNothingWaits() {
        Await.until(SOON, "all mails are sent", () -> waiting() == 0);
    }

    private void put(MailOutbox outbox, Mail mail) {
        log.transaction().executeWithoutResult(_ -> outbox.put(ANNA, mail));
    }

    /** Runs a worker while something is done. */
    private void working(MailOutbox outbox, MailRoute route, Runnable meanwhile) {
        MailWorker worker = new MailWorker(outbox, route);
        worker.start();
        try {
            meanwhile.run();
        } finally {
            worker.stop();
        }
    }

    @Test
    void whatIsPutThereArrivesAsItIsAndIsForgotten() throws Exception {
        MailRoute route = smtp("none");
        MailOutbox outbox = outbox(route);
        put(outbox, HELLO);
        working(outbox, route, this::untilNothingWaits);

        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(message.getSubject()).isEqualTo("Grüße");
        assertThat(message.getContent().toString().replace("\r", "").strip())
                .isEqualTo(HELLO.text().strip());
        assertThat(message.getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(message.getAllRecipients()[0]).hasToString("anna@example.org");
        assertThat(message.getFrom()[0]).hasToString("strata@example.org");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void whatWasRolledBackIsNotSent() {
        MailOutbox outbox = outbox(smtp("none"));
        log.transaction().executeWithoutResult(transaction -> {
            outbox.put(ANNA, HELLO);
            transaction.setRollbackOnly();
        });
        assertThat(waiting()).isZero();
    }

    @Test
    void aRowDoesNotShowWhatTheMailSays() {
        put(outbox(smtp("none")), HELLO);
        assertThat(log.jdbc()
                        .sql("SELECT sealed FROM log.mail")
                        .query(String.class)
                        .single())
                .doesNotContain("anna", "Grüße");
    }

    @Test
    void aMailWaitsForAServerThatIsDownAndKeepsItsId() throws Exception {
        MailRoute route = smtp("none");
        MailOutbox outbox = outbox(route);
        server.stop();
        put(outbox, HELLO);
        String id = log.jdbc()
                .sql("SELECT mail_id FROM log.mail")
                .query(String.class)
                .single();
        working(outbox, route, () -> {
            Await.until(
                    SOON,
                    "two attempts",
                    () -> log.jdbc()
                                    .sql("SELECT attempts FROM log.mail")
                                    .query(Integer.class)
                                    .single()
                            >= 2);
            server.start();
            untilNothingWaits();
        });
        assertThat(server.getReceivedMessages()[0].getMessageID()).isEqualTo("<" + id + "@example.org>");
    }

    @Test
    void nothingIsSentInTheClearWhereTlsWasAskedFor() {
        MailRoute route = smtp("starttls");
        MailOutbox outbox = outbox(route);
        put(outbox, HELLO);
        working(
                outbox,
                route,
                () -> Await.until(
                        SOON,
                        "an attempt",
                        () -> log.jdbc()
                                        .sql("SELECT attempts FROM log.mail")
                                        .query(Integer.class)
                                        .single()
                                >= 1));
        assertThat(server.getReceivedMessages()).isEmpty();
        assertThat(waiting()).isOne();
    }

    @Test
    void whatIsOfNoUseAnyMoreIsForgotten() {
        MailOutbox outbox = outbox(smtp("none"));
        log.transaction()
                .executeWithoutResult(
                        _ -> outbox.put(ANNA, HELLO, Clock.systemUTC().instant()));
        assertThat(outbox.take()).isEmpty();
        assertThat(waiting()).isZero();
    }

    @Test
    void anErasedAccountGetsNothingMore() {
        MailRoute route = smtp("none");
        MailOutbox outbox = outbox(route);
        put(outbox, HELLO);
        log.transaction().executeWithoutResult(_ -> keys.destroy(ANNA));
        working(outbox, route, this::untilNothingWaits);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aFolderTakesMailWhereNoServerIsNamedAndForgetsAnAccount() throws Exception {
        Path folder = directory.resolve("mail");
        MailRoute route = new MailRoute("", 0, "starttls", "", "", "", folder.toString());
        MailOutbox outbox = outbox(route);
        put(outbox, HELLO);
        working(outbox, route, this::untilNothingWaits);
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.toList().getFirst();
            assertThat(file.getFileName().toString()).startsWith(ANNA + "_").endsWith(".eml");
            assertThat(Arrays.asList(Files.readString(file).split("\r\n"))).contains("To: anna@example.org");
        }
        log.transaction().executeWithoutResult(_ -> outbox.forget(ANNA));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void withoutServerAndFolderNothingIsKept() {
        MailOutbox outbox = outbox(new MailRoute("", 0, "starttls", "", "", "", ""));
        put(outbox, HELLO);
        assertThat(outbox.isOpen()).isFalse();
        assertThat(waiting()).isZero();
    }

    @Test
    void whatIsNoAddressGetsNoMail() {
        put(outbox(smtp("none")), new Mail("[erased]", "subject", "text"));
        assertThat(waiting()).isZero();
    }
}
