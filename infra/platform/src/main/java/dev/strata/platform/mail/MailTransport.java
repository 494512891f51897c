package dev.strata.platform.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.UUID;

/**
 * Where mail goes. It may be given the same message again, with the same Message-ID, if nobody knows whether it went
 * the first time. Whatever it throws means that it did not.
 */
interface MailTransport {
    MimeMessage empty();

    void send(MimeMessage message, UUID account, UUID mail) throws MessagingException, IOException;

    /** Takes back what lies with us of an account. What is with its receiver stays there. */
    void forget(UUID account);

    /** Where to, for the operator. */
    String where();
}
