package dev.strata.endtoend.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request written byte by byte, because a proper client would refuse to send it. */
public final class RawRequest {
    private static final int SILENCE_MAX_MILLIS = 30_000;

    private final Api api;
    private final StringBuilder head = new StringBuilder();
    private String body = "";

    private RawRequest(Api api) {
        this.api = api;
    }

    /** With the access token of the given side, and the target exactly as it is given. */
    public static RawRequest of(String method, String target, Api api) {
        RawRequest request = new RawRequest(api);
        request.head.append(method).append(" ").append(target).append(" HTTP/1.1\r\n");
        return request.header("Host", api.base().getAuthority())
                .header("Authorization", "Bearer " + api.token())
                .header("Connection", "close");
    }

    public RawRequest header(String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    /** Another host than the one that is really asked. */
    public RawRequest host(String name) {
        int start = head.indexOf("Host: ");
        head.replace(start, head.indexOf("\r\n", start), "Host: " + name);
        return this;
    }

    public RawRequest body(String text) {
        body = text;
        return this;
    }

    /** Sends what there is, says that nothing more will come, and reads the answer up to its end. */
    public Answer send() {
        try (Socket socket = new Socket(api.base().getHost(), api.base().getPort())) {
            socket.setSoTimeout(SILENCE_MAX_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write((head + "\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            return parse(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("no whole answer to " + head, e);
        }
    }

    private static Answer parse(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("not an HTTP answer: " + text);
        }
        List<String> lines = text.substring(0, end).lines().toList();
        Map<String, List<String>> headers = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        byte[] rest = Arrays.copyOfRange(bytes, end + 4, bytes.length);
        boolean chunked = headers.getOrDefault("transfer-encoding", List.of()).contains("chunked");
        return new Answer(
                Integer.parseInt(lines.getFirst().split(" ")[1]),
                HttpHeaders.of(headers, (_, _) -> true),
                chunked ? dechunked(rest) : rest);
    }

    private static byte[] dechunked(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int line = text.indexOf("\r\n", at);
            int length = Integer.parseInt(text.substring(at, line), 16);
            if (length == 0) {
                return whole.toByteArray();
            }
            whole.write(bytes, line + 2, length);
            at = line + 2 + length + 2;
        }
    }
}
