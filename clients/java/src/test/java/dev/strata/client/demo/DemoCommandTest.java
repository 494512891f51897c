package dev.strata.client.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoCommandTest {
    @Test
    void whereNobodyAnswersItEndsWithOne() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(new CommandLine(new DemoCommand()).execute("--url", "http://127.0.0.1:" + port))
                .isEqualTo(1);
    }

    @Test
    void aFolderThatIsNotThereEndsWithOne() {
        assertThat(new CommandLine(new DemoCommand()).execute("no/such/folder")).isEqualTo(1);
    }
}
