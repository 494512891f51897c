package dev.strata.sync.webhook.sending;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Sockets that look at the very address that they connect to. Whatever a name stood for when somebody else looked it up,
 * in whatever form an address was written: nothing is looked up again after this.
 */
final class GuardedSockets extends SocketFactory {
    private final ReachableAddresses reachable;

    GuardedSockets(ReachableAddresses reachable) {
        this.reachable = reachable;
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress endpoint) throws IOException {
                connect(endpoint, 0);
            }

            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                if (!(endpoint instanceof InetSocketAddress address)
                        || address.isUnresolved()
                        || !reachable.contains(address.getAddress())) {
                    throw new UnreachableAddressException();
                }
                super.connect(endpoint, timeout);
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new UnreachableAddressException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw new UnreachableAddressException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new UnreachableAddressException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw new UnreachableAddressException();
    }
}
