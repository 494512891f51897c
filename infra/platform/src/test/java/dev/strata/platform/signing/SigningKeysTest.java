package dev.strata.platform.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {
    @TempDir
    private Path directory;

    @Test
    void aKeyIsMadeOnceAndIsItsOwnersAlone() throws IOException {
        byte[] first = new SigningKeys(directory, true).secret("receipt").getEncoded();
        assertThat(new SigningKeys(directory, true).secret("receipt").getEncoded())
                .isEqualTo(first)
                .hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("receipt.key"))))
                .isEqualTo("rw-------");
        assertThat(new SigningKeys(directory, true).secret("ticket").getEncoded())
                .isNotEqualTo(first);
    }

    @Test
    void whoeverMayNotMakeKeysSaysWhichIsMissing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new SigningKeys(directory, false).secret("receipt"))
                .withMessageContaining("receipt.key")
                .withMessageContaining("missing");
    }

    @Test
    void aKeyOfAnotherLengthIsRefused() throws IOException {
        Files.writeString(directory.resolve("receipt.key"), "00ff");
        assertThatIllegalStateException().isThrownBy(() -> new SigningKeys(directory, true).secret("receipt"));
    }
}
