package dev.strata.platform.web.edge;

import dev.strata.platform.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers under the names in {@code strata.hosts}, the names in {@code strata.urls}, and the address that the caller has connected to.
 * A page of somebody else's whose name is made to point here (DNS rebinding) has another name, and gets nothing.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class HostGuard extends OncePerRequestFilter {
    private static final String ALL = "*";

    private final Set<String> names = new HashSet<>();
    private final JsonMapper json;

    HostGuard(
            @Value("${strata.hosts}") List<String> hosts,
            @Value("${strata.urls.command},${strata.urls.query},${strata.urls.storage},${strata.urls.sync}")
                    List<String> sides,
            @Value("${strata.urls.public:}") List<String> open,
            JsonMapper json) {
        hosts.forEach(host -> names.add(host.strip().toLowerCase(Locale.ROOT)));
        sides.forEach(this::addHostOf);
        open.forEach(this::addHostOf);
        this.json = json;
    }

    private void addHostOf(String url) {
        String host = UriComponentsBuilder.fromUriString(url.strip()).build().getHost();
        if (host != null) {
            names.add(host.toLowerCase(Locale.ROOT));
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isKnown(request.getServerName().toLowerCase(Locale.ROOT), request)) {
            chain.doFilter(request, response);
            return;
        }
        Problems.write(
                response,
                json,
                Problems.of(
                        HttpStatus.MISDIRECTED_REQUEST,
                        "unknown-host",
                        "Strata does not answer under this name. The operator lists its names in strata.hosts."));
    }

    private boolean isKnown(String host, HttpServletRequest request) {
        return names.contains(host)
                || names.contains(ALL)
                || Addresses.parse(host)
                        .filter(address -> Addresses.parse(request.getLocalAddr())
                                .filter(address::equals)
                                .isPresent())
                        .isPresent();
    }
}
