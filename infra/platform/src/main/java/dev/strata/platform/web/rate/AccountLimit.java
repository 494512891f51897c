package dev.strata.platform.web.rate;

import dev.strata.platform.web.LargeBodies;
import dev.strata.platform.web.LookUps;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits how often one account reads, changes something, moves bytes, and looks others up, from wherever it does. */
@Component
@Order(AccountLimit.AFTER_AUTHENTICATION)
class AccountLimit extends OncePerRequestFilter {
    /** Spring Security's filters have -100. */
    static final int AFTER_AUTHENTICATION = -90;

    private final Limit reads;
    private final Limit changes;
    private final Limit bytes;
    private final Limit lookUps;
    private final List<String> bytePaths;
    private final List<PathPatternRequestMatcher> lookingUp;
    private final RateAnswers answers;

    AccountLimit(
            @Value("${strata.limits.rate.reads}") String reads,
            @Value("${strata.limits.rate.changes}") String changes,
            @Value("${strata.limits.rate.bytes}") String bytes,
            @Value("${strata.limits.rate.look-ups}") String lookUps,
            ObjectProvider<LargeBodies> large,
            ObjectProvider<LookUps> lookingUp,
            RateAnswers answers) {
        this.reads = new Limit("reads", reads);
        this.changes = new Limit("changes", changes);
        this.bytes = new Limit("bytes", bytes);
        this.lookUps = new Limit("look-ups", lookUps);
        this.bytePaths =
                large.stream().flatMap(paths -> paths.prefixes().stream()).toList();
        this.lookingUp = lookingUp.stream()
                .flatMap(endpoints -> endpoints.patterns().stream())
                .map(PathPatternRequestMatcher.withDefaults()::matcher)
                .toList();
        this.answers = answers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        if (who instanceof JwtAuthenticationToken token) {
            Limit.Verdict verdict = limit(request).take(token.getName());
            if (!verdict.isTaken()) {
                answers.refuse(response, verdict);
                return;
            }
            answers.tell(response, verdict);
        }
        chain.doFilter(request, response);
    }

    private Limit limit(HttpServletRequest request) {
        if (lookingUp.stream().anyMatch(matcher -> matcher.matches(request))) {
            return lookUps;
        }
        String path = request.getRequestURI();
        if (bytePaths.stream().anyMatch(path::startsWith)) {
            return bytes;
        }
        String method = request.getMethod();
        return method.equals("GET") || method.equals("HEAD") ? reads : changes;
    }
}
