package dev.strata.platform.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class AuthenticatedCipherTest {
    private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "AES");
    private static final byte[] CONTEXT = "a row".getBytes(UTF_8);
    private static final byte[] TEXT = "what is hidden".getBytes(UTF_8);

    private static byte[] open(SecretKeySpec key, byte[] context, byte[] sealed) throws GeneralSecurityException {
        return AuthenticatedCipher.open(key, context, ByteBuffer.wrap(sealed));
    }

    @Test
    void opensWithItsKeyInItsContextOnly() throws GeneralSecurityException {
        byte[] sealed = AuthenticatedCipher.seal(KEY, CONTEXT, TEXT);
        byte[] other = new byte[32];
        other[31] = 1;

        assertThat(new String(sealed, UTF_8)).doesNotContain("hidden");
        assertThat(open(KEY, CONTEXT, sealed)).isEqualTo(TEXT);
        assertThatThrownBy(() -> open(new SecretKeySpec(other, "AES"), CONTEXT, sealed))
                .isInstanceOf(AEADBadTagException.class);
        assertThatThrownBy(() -> open(KEY, "another row".getBytes(UTF_8), sealed))
                .isInstanceOf(AEADBadTagException.class);
    }

    @Test
    void everyAlteredBitIsNoticed() {
        byte[] sealed = AuthenticatedCipher.seal(KEY, CONTEXT, TEXT);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] altered = sealed.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> open(KEY, CONTEXT, altered)).isInstanceOf(AEADBadTagException.class);
        }
    }

    /** A nonce that comes twice under one key gives the texts away (NIST SP 800-38D, 8). */
    @Test
    void theSameTextNeverLooksTheSame() {
        byte[] once = AuthenticatedCipher.seal(KEY, CONTEXT, TEXT);
        byte[] again = AuthenticatedCipher.seal(KEY, CONTEXT, TEXT);

        assertThat(Arrays.copyOf(once, 12)).isNotEqualTo(Arrays.copyOf(again, 12));
    }
}
