package dev.strata.platform.erasure;

import dev.strata.kernel.erasure.Personal;
import dev.strata.platform.encryption.AuthenticatedCipher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.springframework.stereotype.Component;

/**
 * Turns the personal texts of events into what the log holds of them, and back: a mark, then in Base64 the subject's id, the nonce and
 * the ciphertext. No text that people can choose begins with the mark, a control character; one without it was
 * written before there were keys, and is read as it is.
 */
@Component
public class PersonalValues {
    private static final char MARK = '\u0001';
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SubjectKeys keys;

    public PersonalValues(SubjectKeys keys) {
        this.keys = keys;
    }

    /** The event with its personal values encrypted. */
    public Object seal(Object event) {
        PersonalRecord type = PersonalRecord.of(event.getClass());
        if (!type.isPersonal()) {
            return event;
        }
        UUID subject = type.subjectOf(event);
        return type.copy(event, text -> seal(subject, text));
    }

    /** The event as it was; with {@link Personal#ERASED} for what nobody can read any more. */
    public Object open(Object event) {
        return PersonalRecord.of(event.getClass()).copy(event, this::open);
    }

    public String seal(UUID subject, String text) {
        byte[] context = SubjectKeys.context(subject);
        byte[] sealed =
                AuthenticatedCipher.seal(keys.forWriting(subject), context, text.getBytes(StandardCharsets.UTF_8));
        ByteBuffer whole =
                ByteBuffer.allocate(context.length + sealed.length).put(context).put(sealed);
        return MARK + new String(ENCODER.encode(whole.array()), StandardCharsets.ISO_8859_1);
    }

    /** The text; {@link Personal#ERASED} if its key is destroyed. */
    public String open(String text) {
        if (text.isEmpty() || text.charAt(0) != MARK) {
            return text;
        }
        ByteBuffer whole = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(1)));
        UUID subject = new UUID(whole.getLong(), whole.getLong());
        SecretKey key = keys.forReading(subject);
        if (key == null) {
            return Personal.ERASED;
        }
        try {
            return new String(
                    AuthenticatedCipher.open(key, SubjectKeys.context(subject), whole), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a personal value of %s was altered in the log".formatted(subject), e);
        }
    }
}
