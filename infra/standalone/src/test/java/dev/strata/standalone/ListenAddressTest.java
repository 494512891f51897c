package dev.strata.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.standalone.home.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ListenAddressTest {
    private static final String LOOPBACK = "127.0.0.1";

    @Test
    void portZeroTakesAFreeOne() throws IOException {
        ListenAddress address = ListenAddress.free(LOOPBACK, 0);

        assertThat(address.port()).isPositive();
        assertThat(address.url()).isEqualTo("http://127.0.0.1:" + address.port());
    }

    @Test
    void everybodysAddressIsReachedByTheLoopbackOne() throws IOException {
        assertThat(ListenAddress.free("0.0.0.0", 0).url()).startsWith("http://127.0.0.1:");
    }

    @Test
    void portInUseIsRefused() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            assertThatThrownBy(() -> ListenAddress.free(LOOPBACK, other.getLocalPort()))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("port " + other.getLocalPort())
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void addressOfAnotherMachineIsRefused() {
        assertThatThrownBy(() -> ListenAddress.free("192.0.2.1", 0))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("192.0.2.1 is no address of this machine");
    }

    @Test
    void numberBeyondTheLastPortIsRefused() {
        assertThatThrownBy(() -> ListenAddress.free(LOOPBACK, 80_000))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("80000 is no port");
    }
}
