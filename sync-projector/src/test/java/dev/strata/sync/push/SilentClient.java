package dev.strata.sync.push;

import dev.strata.sync.SyncServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that opens a connection and then says nothing, not even to pings. */
final class SilentClient implements AutoCloseable {
    private static final int CLOSE = 8;

    private final Socket socket;
    private final DataInputStream in;

    private SilentClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout(20_000);
    }

    static SilentClient open(SyncServer server, String token) throws IOException {
        URI address = URI.create(server.url("http"));
        SilentClient client = new SilentClient(new Socket(address.getHost(), address.getPort()));
        client.socket.getOutputStream().write("""
                        GET /v1/socket HTTP/1.1\r
                        Host: %s\r
                        Connection: Upgrade\r
                        Upgrade: websocket\r
                        Sec-WebSocket-Version: 13\r
                        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                        Sec-WebSocket-Protocol: strata.feed.v1\r
                        Authorization: Bearer %s\r
                        \r
                        """.formatted(address.getAuthority(), token)
                .getBytes(StandardCharsets.US_ASCII));
        client.skipHead();
        return client;
    }

    private void skipHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException(head.toString());
        }
    }

    /** Reads frames (RFC 6455, 5.2; the server's are not masked) until the one that closes. */
    int closeCode() throws IOException {
        while (true) {
            int kind = in.readUnsignedByte() & 0x0f;
            int length = in.readUnsignedByte();
            byte[] payload = new byte[length == 126 ? in.readUnsignedShort() : length];
            in.readFully(payload);
            if (kind == CLOSE) {
                return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
