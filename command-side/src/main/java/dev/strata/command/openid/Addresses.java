package dev.strata.command.openid;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Which addresses tokens and secrets may go to. */
final class Addresses {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private Addresses() {}

    /** Whether nobody on the way can read along: TLS, or no way at all. */
    static boolean areSafe(URI address) {
        String host = address.getHost();
        if (host == null || address.getRawUserInfo() != null) {
            return false;
        }
        return "https".equals(address.getScheme())
                || ("http".equals(address.getScheme()) && THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT)));
    }
}
