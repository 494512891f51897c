package dev.strata.endtoend.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.Ports;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.testing.Await;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An SMTP server in this JVM, and a Strata that sends its mail there. */
final class Mailbox implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final int port = Ports.free();
    private final GreenMail server = new GreenMail(new ServerSetup(port, null, ServerSetup.PROTOCOL_SMTP));

    StrataProcess strata(String name, String... options) {
        List<String> all = new ArrayList<>(List.of(
                "-Xmx512m",
                "-Dstrata.mail.host=127.0.0.1",
                "-Dstrata.mail.port=" + port,
                "-Dstrata.mail.security=none",
                "-Dstrata.mail.from=strata@example.org",
                "-Dstrata.mail.retry-after=PT0.2S",
                "-Dstrata.notifications.mail-after=PT1S",
                "-Dstrata.notifications.mail-check=PT0.5S"));
        all.addAll(Arrays.asList(options));
        return StrataProcess.start(name, all);
    }

    void open() {
        server.start();
    }

    static String addressOf(Person person) {
        return person.login() + "@example.org";
    }

    static Person withAddress(Person person) {
        person.api()
                .put("/v1/me", """
                        {"displayName": "P %s", "email": "%s", "password": "%s"}""".formatted(person.login(), addressOf(person), Person.PASSWORD))
                .is(200);
        return person;
    }

    /** The text of a mail to somebody with this in it, once it is there. */
    String await(Person person, String part) {
        Await.until(SOON, "a mail with " + part, () -> to(person).stream().anyMatch(text -> text.contains(part)));
        return to(person).stream()
                .filter(text -> text.contains(part))
                .findFirst()
                .orElseThrow();
    }

    List<String> to(Person person) {
        List<String> texts = new ArrayList<>();
        try {
            for (MimeMessage message : server.getReceivedMessages()) {
                if (message.getAllRecipients()[0].toString().equals(addressOf(person))) {
                    texts.add(message.getSubject() + "\n" + message.getContent());
                }
            }
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    @Override
    public void close() {
        server.stop();
    }
}
