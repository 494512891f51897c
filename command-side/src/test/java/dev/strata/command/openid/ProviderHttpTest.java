package dev.strata.command.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderHttpTest {
    private final ProviderHttp http = new ProviderHttp();
    private final AtomicInteger elsewhere = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/small", 200, 256 * 1024);
        answer("/large", 200, 256 * 1024 + 1);
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", at("/elsewhere").toString());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/elsewhere", exchange -> {
            elsewhere.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    private void answer(String path, int status, int length) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write("a".repeat(length).getBytes());
            exchange.close();
        });
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void largeAnswersAreNotRead() throws IOException {
        assertThat(http.get(at("/small"))).hasSize(256 * 1024);
        assertThatThrownBy(() -> http.get(at("/large"))).isInstanceOf(IOException.class);
    }

    @Test
    void itGoesWhereItIsConfiguredToGoOnly() {
        assertThatThrownBy(() -> http.get(at("/moved"))).hasMessageContaining("302");
        assertThat(elsewhere).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://accounts.example.org/realms/a", "http://127.0.0.1:8080", "http://localhost/a"})
    void secretsMayGoByTlsOrStay(String address) {
        assertThat(Addresses.areSafe(URI.create(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://accounts.example.org", "ftp://localhost", "https:/a", "a", "https://a:b@example.org", ""
            })
    void secretsGoNowhereElse(String address) {
        assertThat(Addresses.areSafe(URI.create(address))).isFalse();
    }
}
