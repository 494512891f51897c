package dev.strata.platform.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** How mail leaves this process: by SMTP if a server is named, else into a folder if one is named, else not at all. */
@Component
class MailRoute {
    private static final Logger LOG = LoggerFactory.getLogger(MailRoute.class);

    private final @Nullable MailTransport transport;
    private final String from;

    MailRoute(
            @Value("${strata.mail.host:}") String host,
            @Value("${strata.mail.port:0}") int port,
            @Value("${strata.mail.security:starttls}") String security,
            @Value("${strata.mail.user:}") String user,
            @Value("${strata.mail.password:}") String password,
            @Value("${strata.mail.from:}") String from,
            @Value("${strata.mail.folder:}") String folder) {
        this.from = from.isEmpty() ? "strata@localhost" : from;
        if (!host.isEmpty()) {
            if (!Mail.isAddress(from)) {
                throw new IllegalArgumentException(
                        "strata.mail.from is the address that mail comes from, such as strata@example.org, not '%s'"
                                .formatted(from));
            }
            MailSecurity guard = MailSecurity.of(security);
            transport = new SmtpTransport(host, port == 0 ? guard.port : port, guard, user, password);
        } else {
            transport = folder.isEmpty() ? null : new FolderTransport(Path.of(folder));
        }
        LOG.info(
                "mail goes to {}",
                transport == null ? "nobody: strata.mail.host names no SMTP server" : transport.where());
    }

    boolean exists() {
        return transport != null;
    }

    void send(Mail mail, UUID id, UUID account, Instant written) throws MessagingException, IOException {
        MimeMessage message = transport().empty();
        MimeMessageHelper helper = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
        helper.setFrom(from);
        helper.setTo(new InternetAddress(mail.to(), true));
        helper.setSubject(mail.subject());
        helper.setText(mail.text());
        helper.setSentDate(Date.from(written));
        message.setHeader("Message-ID", "<%s@%s>".formatted(id, from.substring(from.lastIndexOf('@') + 1)));
        message.setHeader("Auto-Submitted", "auto-generated");
        transport().send(message, account, id);
    }

    void forget(UUID account) {
        if (transport != null) {
            transport.forget(account);
        }
    }

    private MailTransport transport() {
        if (transport == null) {
            throw new IllegalStateException("no mail is kept where none can be sent");
        }
        return transport;
    }
}
