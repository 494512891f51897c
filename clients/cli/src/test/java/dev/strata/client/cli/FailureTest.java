package dev.strata.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void aServerThatIsAwayIsTold() {
        assertThat(Failure.of(new ConnectException()).orElseThrow().exitCode()).isEqualTo(Failure.SERVER_AWAY);
        IOException lost = new IOException("HTTP/1.1 header parser received no bytes", new EOFException("EOF"));
        assertThat(Failure.of(lost).orElseThrow().exitCode()).isEqualTo(Failure.SERVER_AWAY);
    }

    @Test
    void aLocalFileIsNoServer() {
        Failure failure = Failure.of(new NoSuchFileException("a.txt")).orElseThrow();
        assertThat(failure.exitCode()).isEqualTo(Failure.REFUSED);
        assertThat(failure.message()).isEqualTo("there is no local file a.txt");
    }

    @Test
    void whatNobodyForesawKeepsItsStack() {
        assertThat(Failure.of(new IllegalStateException("bug"))).isEmpty();
    }
}
