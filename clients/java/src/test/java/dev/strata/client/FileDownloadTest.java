package dev.strata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.client.StubServer.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDownloadTest {
    private static final String HELLO_DIGEST = "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:";
    private static final String HELLO_SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private static final String[] WHOLE = {"Repr-Digest", HELLO_DIGEST, "ETag", "\"m-1\""};

    @TempDir
    Path folder;

    private StubServer server;
    private StrataClient client;
    private Path target;

    @BeforeEach
    void signIn() throws IOException {
        server = new StubServer().signedIn();
        client = new StrataClient(server.url());
        client.signIn("anna", "secret", null);
        target = folder.resolve("a.txt");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void bringsAllOfItAndNothingElse() throws IOException {
        ticket().then(200, "hello", WHOLE);

        assertThat(download()).isEqualTo(HELLO_SHA256);

        assertThat(target).hasContent("hello");
        assertThat(files()).containsExactly(target);
        assertThat(server.last().header("Range")).isNull();
        assertThat(server.last().header("Authorization")).isNull();
    }

    @Test
    void goesOnWhereTheConnectionWasLost() throws IOException {
        ticket().thenCut(200, "he", 5, WHOLE);
        ticket().then(206, "llo", "ETag", "\"m-1\"");

        assertThat(download()).isEqualTo(HELLO_SHA256);

        assertThat(target).hasContent("hello");
        assertThat(server.last().header("Range")).isEqualTo("bytes=2-");
        assertThat(server.last().header("If-Range")).isEqualTo("\"m-1\"");
    }

    @Test
    void goesOnWithWhatAnEarlierRunHasLeft() throws IOException {
        ticket().thenCut(200, "he", 5, WHOLE);
        ticket().then(404, "{\"code\":\"node-not-found\"}");
        assertThatThrownBy(this::download).isInstanceOf(StrataProblem.class);
        assertThat(target).doesNotExist();

        ticket().then(206, "llo", "ETag", "\"m-1\"");
        assertThat(download()).isEqualTo(HELLO_SHA256);

        assertThat(server.last().header("Range")).isEqualTo("bytes=2-");
        assertThat(files()).containsExactly(target);
    }

    @Test
    void beginsAnewWhenTheContentIsAnother() throws IOException {
        ticket().thenCut(200, "xx", 5, "Repr-Digest", HELLO_DIGEST, "ETag", "\"m-0\"");
        ticket().then(200, "hello", WHOLE);

        assertThat(download()).isEqualTo(HELLO_SHA256);

        assertThat(target).hasContent("hello");
        assertThat(files()).containsExactly(target);
    }

    @Test
    void whatIsThereStaysUntilAllHasComeWhole() throws IOException {
        Files.writeString(target, "old");
        ticket().then(200, "jello", WHOLE);

        assertThatThrownBy(this::download).hasMessageContaining("damaged");

        assertThat(target).hasContent("old");
        assertThat(files()).containsExactly(target);
    }

    @Test
    void damageIsFoundInWhatHadComeBeforeToo() throws IOException {
        ticket().thenCut(200, "je", 5, WHOLE);
        ticket().then(206, "llo", "ETag", "\"m-1\"");

        assertThatThrownBy(this::download).hasMessageContaining("damaged");

        assertThat(files()).isEmpty();
    }

    @Test
    void anEmptyContentIsAFile() throws IOException {
        ticket().then(200, "", "ETag", "\"m-1\"");
        download();
        assertThat(target).isEmptyFile();
    }

    @Test
    void eachPartAsksForATicketOfItsOwn() throws IOException {
        ticket().thenCut(200, "he", 5, WHOLE);
        ticket().then(206, "llo", "ETag", "\"m-1\"");
        download();
        assertThat(server.asked().stream().map(Asked::path).filter("/v1/files/n1/content"::equals))
                .hasSize(2);
    }

    private StubServer ticket() {
        return server.then(307, "", "Location", "/v1/manifests/m/content?ticket=t");
    }

    private String download() throws IOException {
        return client.now().download("n1", null, target, Progress.NONE);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
