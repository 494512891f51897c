package dev.strata.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private final Connections connections = new Connections();

    private HttpClient to(String address) {
        return connections.to(URI.create(address));
    }

    @Test
    void encryptedOnesTrustWhomThisMachineTrusts() throws NoSuchAlgorithmException {
        HttpClient encrypted = to("https://drive.example/v1/me");
        assertThat(encrypted.sslContext()).isSameAs(SSLContext.getDefault());
        assertThat(to("HTTPS://elsewhere.example/v1/me")).isSameAs(encrypted);
    }

    @Test
    void othersTrustNobody() throws NoSuchAlgorithmException {
        HttpClient plain = to("http://drive.example/v1/me");
        assertThat(plain.sslContext()).isNotSameAs(SSLContext.getDefault());
        assertThat(to("http://elsewhere.example/v1/me")).isSameAs(plain);
    }

    @Test
    void noneFollowsRedirects() {
        assertThat(to("https://drive.example").followRedirects()).isEqualTo(HttpClient.Redirect.NEVER);
        assertThat(to("http://drive.example").followRedirects()).isEqualTo(HttpClient.Redirect.NEVER);
    }
}
