package dev.strata.platform.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

/**
 * What the owner of an account is told by mail. A receiver and a subject are one line each, so that nobody adds headers
 * by what he calls something.
 */
public record Mail(String to, String subject, String text) {
    public Mail {
        if (hasControl(to) || hasControl(subject)) {
            throw new IllegalArgumentException("the receiver and the subject of a mail have no control characters");
        }
    }

    private static boolean hasControl(String line) {
        return line.chars().anyMatch(Character::isISOControl);
    }

    /** Whether somebody can be reached by this, as far as one can see. */
    public static boolean isAddress(String text) {
        try {
            InternetAddress address = new InternetAddress(text, true);
            return address.getAddress().equals(text) && text.indexOf('@') > 0 && !hasControl(text);
        } catch (AddressException _) {
            return false;
        }
    }
}
