package dev.strata.sync.webhook.sending;

import dev.strata.platform.web.edge.Addresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Which addresses a webhook may reach: those of the public internet, and what {@code strata.webhooks.allow-networks}
 * names. Of IPv6 only 2000::/3 is public, so forms that carry an IPv4 address (mapped, NAT64) are refused as such; of
 * those below 2000::/3 6to4 and Teredo are named here.
 */
@Component
public class ReachableAddresses {
    private static final Addresses NOT_PUBLIC_4 = new Addresses(List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32", // metadata of Azure
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3"));
    private static final Addresses PUBLIC_6 = new Addresses(List.of("2000::/3"));
    private static final Addresses NOT_PUBLIC_6 =
            new Addresses(List.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"));

    private final Addresses allowed;

    ReachableAddresses(@Value("${strata.webhooks.allow-networks}") List<String> allowed) {
        this.allowed = new Addresses(allowed);
    }

    public boolean contains(InetAddress address) {
        String text = bare(address).getHostAddress();
        return allowed.contains(text)
                || (address instanceof Inet4Address
                        ? !NOT_PUBLIC_4.contains(text)
                        : PUBLIC_6.contains(text) && !NOT_PUBLIC_6.contains(text));
    }

    /** Without the name of an interface. */
    private static InetAddress bare(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }
}
