package dev.strata.platform.mail;

import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.UUID;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Hands mail to an SMTP server, whose certificate must be its own where there is TLS. */
final class SmtpTransport implements MailTransport {
    private static final String TIMEOUT_MILLIS = "10000";

    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

    SmtpTransport(String host, int port, MailSecurity security, String user, String password) {
        sender.setHost(host);
        sender.setPort(port);
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        Properties properties = sender.getJavaMailProperties();
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        switch (security) {
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
            case NONE -> {}
        }
        if (!user.isEmpty()) {
            properties.setProperty("mail.smtp.auth", "true");
            sender.setUsername(user);
            sender.setPassword(password);
        }
    }

    @Override
    public MimeMessage empty() {
        return sender.createMimeMessage();
    }

    @Override
    public void send(MimeMessage message, UUID account, UUID mail) {
        sender.send(message);
    }

    @Override
    public void forget(UUID account) {
        // Nothing lies here.
    }

    @Override
    public String where() {
        return "the SMTP server %s:%d".formatted(sender.getHost(), sender.getPort());
    }
}
