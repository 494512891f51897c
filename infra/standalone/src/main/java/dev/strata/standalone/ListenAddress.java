package dev.strata.standalone;

import dev.strata.standalone.home.StartRefused;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Where the product listens. */
record ListenAddress(InetAddress address, int port) {
    private static final int PORT_MAX = 65_535;

    /**
     * Makes sure that the place is free, before anything slow is started.
     *
     * @param port 0 takes any free one
     * @throws StartRefused when somebody else listens there, or this machine has no such address
     */
    static ListenAddress free(String host, int port) throws IOException {
        if (port < 0 || port > PORT_MAX) {
            throw new StartRefused("%d is no port: use 0 to %d with --port or STRATA_PORT".formatted(port, PORT_MAX));
        }
        InetAddress address = ofThisMachine(host);
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return new ListenAddress(address, socket.getLocalPort());
        } catch (BindException e) {
            throw new StartRefused(
                    "cannot listen on %s port %d (%s): stop what uses it, or choose another with --port or STRATA_PORT"
                            .formatted(host, port, e.getMessage()),
                    e);
        }
    }

    private static InetAddress ofThisMachine(String host) throws IOException {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null) {
                return address;
            }
        } catch (UnknownHostException e) {
            throw notOfThisMachine(host, e);
        }
        throw notOfThisMachine(host, null);
    }

    private static StartRefused notOfThisMachine(String host, @Nullable Exception cause) {
        return new StartRefused(
                "%s is no address of this machine: use 127.0.0.1 (this machine only) or 0.0.0.0 (everybody) with --bind or STRATA_BIND"
                        .formatted(host),
                cause);
    }

    /** Where it answers a caller on this machine. */
    String url() {
        InetAddress reachable = address.isAnyLocalAddress() ? InetAddress.ofLiteral("127.0.0.1") : address;
        String host = reachable.getHostAddress();
        return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port);
    }
}
