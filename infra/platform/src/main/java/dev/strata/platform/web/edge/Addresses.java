package dev.strata.platform.web.edge;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** A list of network addresses, such as {@code 127.0.0.1} and {@code 10.0.0.0/8}. */
public final class Addresses {
    private final List<IpAddressMatcher> matchers;

    public Addresses(List<String> addresses) {
        this.matchers = addresses.stream()
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(IpAddressMatcher::new)
                .toList();
    }

    public boolean contains(String address) {
        return matchers.stream().anyMatch(matcher -> matcher.matches(address));
    }

    /** The address if the text is one; names are never looked up. */
    public static Optional<InetAddress> parse(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
