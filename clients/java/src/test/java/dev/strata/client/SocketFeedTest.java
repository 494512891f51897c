package dev.strata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SocketFeedTest {
    private static final int PATIENCE_SECONDS = 20;
    private static final Changes NOTHING = new Changes("a", "a", false, "e", List.of());
    private static final Pattern KEY = Pattern.compile("(?i)Sec-WebSocket-Key: (\\S+)");

    @Test
    void aServerThatStopsSaysWhenToComeBack() throws Exception {
        try (ServerSocket server = saying("{\"t\":\"bye\",\"retryAfterMs\":8123}");
                SocketFeed feed = feed(server)) {
            assertThatThrownBy(() -> readUntilItEnds(feed))
                    .isInstanceOfSatisfying(
                            ComeBackException.class,
                            asked -> assertThat(asked.after()).isEqualTo(Duration.ofMillis(8123)));
        }
    }

    @Test
    void aServerThatFallsSilentIsLeft() throws Exception {
        try (ServerSocket server = saying("{\"t\":\"welcome\",\"heartbeatMs\":100}");
                SocketFeed feed = feed(server)) {
            assertThatThrownBy(() -> readUntilItEnds(feed))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageContaining("silent");
        }
    }

    private static void readUntilItEnds(SocketFeed feed) throws IOException {
        while (true) {
            feed.read("a", PATIENCE_SECONDS);
        }
    }

    private static SocketFeed feed(ServerSocket server) throws IOException {
        URI base = URI.create("http://127.0.0.1:" + server.getLocalPort());
        Requests requests = new Requests(base, new Transport());
        requests.session().resume(new Kept());
        return new SocketFeed(requests, (_, _) -> NOTHING);
    }

    private static final class Kept implements TokenStore {
        @Override
        public Tokens read() {
            return new Tokens("access", Instant.now().plusSeconds(900), "refresh");
        }

        @Override
        public Tokens replace(Tokens old, Renewal renewal) {
            throw new IllegalStateException("these last");
        }
    }

    /** Says this to whoever connects first (RFC 6455; each message is a frame), and no more until it is left. */
    private static ServerSocket saying(String... messages) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept()) {
                socket.getOutputStream()
                        .write("""
                        HTTP/1.1 101 Switching Protocols\r
                        Connection: Upgrade\r
                        Upgrade: websocket\r
                        Sec-WebSocket-Protocol: strata.feed.v1\r
                        Sec-WebSocket-Accept: %s\r
                        \r
                        """.formatted(accept(head(socket))).getBytes(StandardCharsets.US_ASCII));
                for (String message : messages) {
                    socket.getOutputStream().write(new byte[] {(byte) 0x81, (byte) message.length()});
                    socket.getOutputStream().write(message.getBytes(StandardCharsets.US_ASCII));
                }
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        return server;
    }

    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        return head.toString();
    }

    private static String accept(String head) {
        Matcher key = KEY.matcher(head);
        assertThat(key.find()).isTrue();
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                    .getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
