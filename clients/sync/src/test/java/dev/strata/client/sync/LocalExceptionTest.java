package dev.strata.client.sync;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalExceptionTest {
    @Test
    void whatHasGoneOrComeMeanwhileIsPlannedAnew(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path gone = folder.resolve("gone");
        assertThatThrownBy(() -> LocalException.unlessGet(() -> Files.readString(gone)))
                .isInstanceOf(OutdatedException.class);
        assertThatThrownBy(() -> LocalException.unless(() -> Files.createFile(file)))
                .isInstanceOf(OutdatedException.class);
        assertThatThrownBy(() -> LocalException.unless(() -> Files.delete(folder)))
                .isInstanceOf(OutdatedException.class);
    }

    @Test
    void anythingElseIsAProblemThatIsSaid() {
        assertThatThrownBy(() -> LocalException.unless(() -> {
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("No space left on device");
    }
}
