package dev.strata.client.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.client.TokenStore.Tokens;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialFileTest {
    private static final Tokens OLD = new Tokens("a1", Instant.parse("2026-01-31T12:00:00Z"), "r1");
    private static final Credentials ANNA = new Credentials(URI.create("https://drive.example"), "anna", "d1", OLD);

    @TempDir
    private Path folder;

    private CredentialFile file;

    @BeforeEach
    void name() {
        file = CredentialFile.ofUser(Map.of("XDG_CONFIG_HOME", folder.toString()), Path.of("/nowhere"));
    }

    @Test
    void keepsWhatItIsGiven() throws IOException {
        file.save(ANNA);
        assertThat(file.credentials()).isEqualTo(ANNA);
        file.forget();
        assertThat(file.find()).isEmpty();
    }

    @Test
    void isForItsOwnerAlone() throws IOException {
        file.save(ANNA);
        assertThat(permissions(file.path())).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("strata"))).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("strata/credentials.lock"))).isEqualTo("rw-------");
    }

    @Test
    void liesInTheHomeFolderWhereNothingElseIsSaid() {
        assertThat(CredentialFile.ofUser(Map.of(), folder).path())
                .isEqualTo(folder.resolve(".config/strata/credentials.json"));
    }

    @Test
    void withoutItNobodyIsSignedIn() {
        assertThatThrownBy(file::client).isInstanceOf(NotSignedIn.class);
    }

    @Test
    void damageIsToldAsSuch() throws IOException {
        Files.createDirectories(folder.resolve("strata"));
        Files.writeString(file.path(), "{\"server\": ");
        assertThatThrownBy(file::credentials)
                .isInstanceOf(NotSignedIn.class)
                .hasMessageContaining(file.path().toString());
    }

    @Test
    void ofManyAtOnceOneRenews() throws Exception {
        file.save(ANNA);
        AtomicInteger renewals = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Tokens>> all = IntStream.range(0, 20)
                    .mapToObj(_ -> threads.submit(() -> file.replace(OLD, refreshToken -> {
                        assertThat(refreshToken).isEqualTo("r1");
                        return new Tokens("a2", OLD.expiresAt(), "r" + (1 + renewals.incrementAndGet()));
                    })))
                    .toList();
            for (Future<Tokens> one : all) {
                assertThat(one.get().refreshToken()).isEqualTo("r2");
            }
        }
        assertThat(renewals).hasValue(1);
        assertThat(file.credentials().tokens().accessToken()).isEqualTo("a2");
    }

    @Test
    void aRenewalThatFailsLosesNothing() throws IOException {
        file.save(ANNA);
        assertThatThrownBy(() -> file.replace(OLD, _ -> {
                    throw new IOException("no answer");
                }))
                .hasMessage("no answer");
        assertThat(file.credentials()).isEqualTo(ANNA);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
