package dev.strata.command.identity;

import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.util.StringUtils;

/** What one subscriber has: an IPv4 address, or the 64 bits in front of an IPv6 address. */
final class Networks {
    private static final int PREFIX_BYTES = 8;
    private static final int IPV4_BYTES = 4;

    private Networks() {}

    /** @param address as the servlet container gives it; never a name */
    @SuppressWarnings("MissingSummary") // the class says it
    static String of(String address) {
        if (!StringUtils.hasText(address) || address.indexOf(':') < 0) {
            return address;
        }
        byte[] bytes =
                java.net.InetAddress.ofLiteral(address.replaceFirst("%.*", "")).getAddress();
        return bytes.length == IPV4_BYTES
                ? address
                : HexFormat.ofDelimiter(":").formatHex(Arrays.copyOf(bytes, PREFIX_BYTES));
    }
}
