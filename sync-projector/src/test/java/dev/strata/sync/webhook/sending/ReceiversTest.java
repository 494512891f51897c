package dev.strata.sync.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.sync.webhook.TestReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiversTest {
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress PUBLIC = InetAddress.ofLiteral("192.0.2.1");

    private final TestReceiver receiver = TestReceiver.start();
    private final List<String> secrets = List.of(Signature.newSecret());

    @AfterEach
    void close() {
        receiver.close();
    }

    private Answer send(String url, Dns dns, String... allowed) {
        try (Receivers receivers = new Receivers(
                new ReachableAddresses(List.of(allowed)), Clock.systemUTC(), Duration.ofSeconds(2), dns)) {
            return receivers.send(url, secrets, "id", BODY);
        }
    }

    @Test
    void reachesWhatIsAllowed() {
        assertThat(send(receiver.url("/a"), Dns.SYSTEM, "127.0.0.1").taken()).isTrue();
        assertThat(receiver.taken("/a")).hasSize(1);
    }

    @Test
    void anAddressThatIsNotAllowedGetsNoConnection() {
        Answer answer = send(receiver.url("/a"), Dns.SYSTEM);
        assertThat(answer.status()).isNull();
        assertThat(answer.error()).isEqualTo("address-not-allowed");
        assertThat(receiver.requests("/a")).isZero();
    }

    /** Whoever checks the name and looks it up once more to connect would be deceived. */
    @Test
    void aNameThatStandsForSomethingElseTheNextTimeDeceivesNobody() {
        Deque<InetAddress> answers = new ArrayDeque<>(List.of(PUBLIC, LOOPBACK, LOOPBACK, LOOPBACK));
        Dns rebinding = _ -> List.of(answers.remove());
        String url = "http://rebinding.example:%d/a".formatted(receiver.port());
        send(url, rebinding, "192.0.2.0/24");
        Answer second = send(url, rebinding, "192.0.2.0/24");
        assertThat(second.error()).isEqualTo("address-not-allowed");
        assertThat(receiver.requests("/a")).isZero();
    }

    @Test
    void ofSeveralAddressesOnlyThoseAllowedAreTried() {
        String url = "http://both.example:%d/a".formatted(receiver.port());
        Dns both = _ -> List.of(InetAddress.ofLiteral("127.0.0.2"), LOOPBACK);
        assertThat(send(url, both, "127.0.0.1").taken()).isTrue();
        assertThat(send(url, both).error()).isEqualTo("address-not-allowed");
    }

    @Test
    void redirectsAreNotFollowed() {
        receiver.answer("/a", request -> request.redirect(receiver.url("/b")));
        assertThat(send(receiver.url("/a"), Dns.SYSTEM, "127.0.0.1").status()).isEqualTo(302);
        assertThat(receiver.requests("/b")).isZero();
    }

    @Test
    void aReceiverThatSaysNothingIsLeftInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, LOOPBACK)) {
            Answer answer = send("http://127.0.0.1:%d/".formatted(silent.getLocalPort()), Dns.SYSTEM, "127.0.0.1");
            assertThat(answer.error()).isEqualTo("timeout");
        }
    }

    @Test
    void anAnswerWithoutAnEndIsReadNoFurther() {
        receiver.answer("/a", TestReceiver.Exchange::endless);
        Answer answer = send(receiver.url("/a"), Dns.SYSTEM, "127.0.0.1");
        assertThat(answer.taken()).isTrue();
        assertThat(answer.duration()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void nobodyListeningIsSaid() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, LOOPBACK)) {
            port = closed.getLocalPort();
        }
        assertThat(send("http://127.0.0.1:%d/".formatted(port), Dns.SYSTEM, "127.0.0.1")
                        .error())
                .isEqualTo("no-connection");
    }
}
