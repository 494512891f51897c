package dev.strata.benchmarks.tue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Passes on what a client and a server say to each other, and counts it: every byte of HTTP, those of TCP and IP not. */
final class CountingProxy implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    private final ServerSocket entrance;
    private final URI server;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private CountingProxy(ServerSocket entrance, URI server) {
        this.entrance = entrance;
        this.server = server;
    }

    static CountingProxy before(String server) throws IOException {
        CountingProxy proxy =
                new CountingProxy(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), URI.create(server));
        Thread.startVirtualThread(proxy::run);
        return proxy;
    }

    String url() {
        return "http://127.0.0.1:" + entrance.getLocalPort();
    }

    long sent() {
        return sent.get();
    }

    long received() {
        return received.get();
    }

    private void run() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                open.add(client);
                Socket there = new Socket(server.getHost(), server.getPort());
                open.add(there);
                Thread.startVirtualThread(() -> pass(client, there, sent));
                Thread.startVirtualThread(() -> pass(there, client, received));
            } catch (IOException closed) {
                // The end, or a client that did not wait: it tries again.
            }
        }
    }

    private void pass(Socket from, Socket to, AtomicLong count) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                count.addAndGet(read);
                out.write(buffer, 0, read);
            }
        } catch (IOException closed) {
            // One of the two has ended it, and so does the other one now.
        } finally {
            open.remove(from);
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
