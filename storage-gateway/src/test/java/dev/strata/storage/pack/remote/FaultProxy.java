package dev.strata.storage.pack.remote;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stands between a store and its server, on loopback, and does to chosen requests what networks and servers do. */
public final class FaultProxy implements Closeable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)");

    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Plan> plans = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final InetSocketAddress server;

    public FaultProxy(URI server) throws IOException {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        Thread.ofVirtual().start(this::accept);
    }

    private static final class Plan {
        private final Predicate<String> requests;
        private final Fault fault;
        private int left;

        Plan(Predicate<String> requests, Fault fault, int times) {
            this.requests = requests;
            this.fault = fault;
            this.left = times;
        }

        synchronized boolean takes(String request) {
            return requests.test(request) && left-- > 0;
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Requests are told by their first line, such as {@code PUT /bucket/name?query HTTP/1.1}. */
    public void fail(Predicate<String> requests, Fault fault, int times) {
        plans.add(new Plan(requests, fault, times));
    }

    public void heal() {
        plans.clear();
    }

    public List<String> seen() {
        return seen;
    }

    private void accept() {
        while (closed.getCount() > 0) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException end) {
                return;
            }
        }
    }

    /** One request a connection. Whatever fails here is a cut connection to the client, as it should be. */
    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            String head = head(in);
            String request = head.substring(0, head.indexOf('\r'));
            seen.add(request);
            Plan plan = plans.stream().filter(p -> p.takes(request)).findFirst().orElse(null);
            exchange(client, in, head, plan == null ? null : plan.fault);
        } catch (IOException | InterruptedException cut) {
            seen.add("cut: " + cut);
        }
    }

    private void exchange(Socket client, InputStream in, String head, @Nullable Fault fault)
            throws IOException, InterruptedException {
        if (fault == Fault.RESET) {
            client.setSoLinger(true, 0);
            return;
        }
        if (fault == Fault.BLACK_HOLE) {
            closed.await();
            return;
        }
        byte[] body = in.readNBytes(length(head));
        OutputStream out = client.getOutputStream();
        switch (fault) {
            case SLOW_DOWN -> error(out, 503, "SlowDown");
            case FULL -> error(out, 507, "XMinioStorageFull");
            case DENIED -> error(out, 403, "AccessDenied");
            case LIE -> answer(out, "HTTP/1.1 201 Created\r\nETag: \"d41d8cd98f00b204e9800998ecf8427e\"", "");
            case CUT_UPLOAD -> {
                try (Socket upstream = connect()) {
                    send(upstream, head, body, body.length / 2);
                }
            }
            case null, default -> {
                try (Socket upstream = connect()) {
                    send(upstream, head, body, body.length);
                    relay(upstream.getInputStream(), out, head.startsWith("HEAD"), fault);
                }
            }
        }
    }

    private Socket connect() throws IOException {
        return new Socket(server.getAddress(), server.getPort());
    }

    private static void send(Socket upstream, String head, byte[] body, int length) throws IOException {
        OutputStream out = upstream.getOutputStream();
        String alone = head.replaceFirst("(?i)\r\nConnection: [^\r]*", "");
        out.write((alone.substring(0, alone.length() - 2) + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.write(body, 0, length);
        out.flush();
    }

    private static void relay(InputStream from, OutputStream to, boolean headOnly, @Nullable Fault fault)
            throws IOException {
        InputStream in = new BufferedInputStream(from);
        String head = head(in);
        byte[] body = headOnly ? new byte[0] : in.readAllBytes();
        if (fault == Fault.LOSE_ANSWER) {
            return;
        }
        if (fault == Fault.ALTER_DOWNLOAD) {
            body[body.length - 1] ^= 1;
        }
        to.write(head.getBytes(StandardCharsets.ISO_8859_1));
        to.write(body, 0, fault == Fault.CUT_DOWNLOAD ? body.length / 2 : body.length);
        to.flush();
    }

    private static void error(OutputStream out, int status, String code) throws IOException {
        answer(
                out,
                "HTTP/1.1 %d Fault\r\nContent-Type: application/xml\r\nx-ms-error-code: %s".formatted(status, code),
                "<Error><Code>%s</Code><Message>on purpose</Message></Error>".formatted(code));
    }

    private static void answer(OutputStream out, String head, String body) throws IOException {
        out.write("%s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(head, body.length(), body)
                .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the head ended early");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static int length(String head) {
        Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
    }
}
