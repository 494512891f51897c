package dev.strata.platform.web.rate;

import dev.strata.platform.web.PublicEndpoints;
import dev.strata.platform.web.edge.Addresses;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits what comes from one network address, before it costs anything; and more strictly what people without a token
 * post, which is sign-in, sign-up and the like: each costs a slow hash of a password.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 40)
class AddressLimit extends OncePerRequestFilter {
    /** Whoever has an IPv6 address has a whole network of them. */
    private static final int NETWORK_BYTES = 8;

    private final Limit all;
    private final Limit signIns;
    private final Addresses unlimited;
    private final List<PathPatternRequestMatcher> signingIn;
    private final RateAnswers answers;

    AddressLimit(
            @Value("${strata.limits.rate.address}") String all,
            @Value("${strata.limits.rate.sign-in}") String signIns,
            @Value("${strata.limits.rate.unlimited}") List<String> unlimited,
            ObjectProvider<PublicEndpoints> open,
            RateAnswers answers) {
        this.all = new Limit("address", all);
        this.signIns = new Limit("sign-in", signIns);
        this.unlimited = new Addresses(unlimited);
        this.signingIn = open.stream()
                .filter(PublicEndpoints::likeSignIn)
                .flatMap(endpoints -> endpoints.patterns().stream()
                        .map(pattern -> PathPatternRequestMatcher.withDefaults().matcher(endpoints.method(), pattern)))
                .toList();
        this.answers = answers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return unlimited.contains(request.getRemoteAddr());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String whom = network(request.getRemoteAddr());
        Limit.Verdict verdict = all.take(whom);
        if (verdict.isTaken() && isSignIn(request)) {
            verdict = signIns.take(whom);
            answers.tell(response, verdict);
        }
        if (verdict.isTaken()) {
            chain.doFilter(request, response);
        } else {
            answers.refuse(response, verdict);
        }
    }

    private boolean isSignIn(HttpServletRequest request) {
        return signingIn.stream().anyMatch(matcher -> matcher.matches(request));
    }

    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        InetAddress parsed = Addresses.parse(address).orElse(null);
        return parsed instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
                : address;
    }
}
