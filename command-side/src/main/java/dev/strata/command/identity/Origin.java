package dev.strata.command.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Where a request comes from, as its owner may see it later.
 *
 * @param agent what the client calls itself, shortened
 */
public record Origin(String address, @Nullable String agent) {
    private static final int AGENT_MAX = 200;

    public static Origin of(HttpServletRequest request) {
        return new Origin(request.getRemoteAddr(), plain(request.getHeader(HttpHeaders.USER_AGENT)));
    }

    private static @Nullable String plain(@Nullable String agent) {
        if (agent == null) {
            return null;
        }
        String printable = agent.replaceAll("\\p{Cntrl}", " ");
        return printable.substring(0, Math.min(printable.length(), AGENT_MAX));
    }
}
