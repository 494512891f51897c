package dev.strata.platform.mail;

import java.util.Arrays;
import java.util.Locale;

/** How the way to the SMTP server is guarded; nothing is sent if that cannot be had. */
enum MailSecurity {
    STARTTLS(587),
    TLS(465),
    NONE(25);

    final int port;

    MailSecurity(int port) {
        this.port = port;
    }

    static MailSecurity of(String text) {
        return Arrays.stream(values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("strata.mail.security is starttls, tls or none, not " + text));
    }
}
