package dev.strata.platform.web.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Believes {@code X-Forwarded-For} and {@code X-Forwarded-Proto} of the proxies in {@code strata.proxies}, and of nobody
 * else. The client is the last address in the list that is not a proxy's: what stands before it, anybody can have written.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class ProxiedRequests extends OncePerRequestFilter {
    private final Addresses proxies;

    ProxiedRequests(@Value("${strata.proxies}") List<String> proxies) {
        this.proxies = new Addresses(proxies);
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(
                proxies.contains(request.getRemoteAddr()) ? new Forwarded(request, client(request)) : request,
                response);
    }

    private String client(HttpServletRequest request) {
        String client = request.getRemoteAddr();
        for (String hop : hops(request).reversed()) {
            if (!proxies.contains(client) || Addresses.parse(hop).isEmpty()) {
                break;
            }
            client = hop;
        }
        return client;
    }

    private static List<String> hops(HttpServletRequest request) {
        return Collections.list(request.getHeaders("X-Forwarded-For")).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .toList();
    }

    private static final class Forwarded extends HttpServletRequestWrapper {
        private final String client;

        Forwarded(HttpServletRequest request, String client) {
            super(request);
            this.client = client;
        }

        @Override
        public String getRemoteAddr() {
            return client;
        }

        @Override
        public String getRemoteHost() {
            return client;
        }

        @Override
        public boolean isSecure() {
            return "https".equals(getHeader("X-Forwarded-Proto")) || super.isSecure();
        }

        @Override
        public String getScheme() {
            return isSecure() ? "https" : "http";
        }
    }
}
