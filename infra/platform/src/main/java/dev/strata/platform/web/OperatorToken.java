package dev.strata.platform.web;

import dev.strata.platform.signing.SigningKeys;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/**
 * What opens {@code /v1/operations}: the text of {@code operator-token} in the keys directory, so that whoever can read
 * the keys can operate Strata, and no account can. It opens nothing else.
 */
@Component
class OperatorToken {
    static final String FILE = "operator-token";

    private static final String SCHEME = "Bearer ";
    private static final int BYTES = 32;

    private final SigningKeys keys;
    private final RequestMatcher operations =
            PathPatternRequestMatcher.withDefaults().matcher("/v1/operations/**");

    OperatorToken(SigningKeys keys) {
        this.keys = keys;
        keys.makeIfMissing(FILE, OperatorToken::random);
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n";
    }

    /** Whether the request is for what this token opens. */
    boolean guards(HttpServletRequest request) {
        return operations.matches(request);
    }

    /** Whether a request to what the token opens carries it. Reads the file anew, so that a new token counts at once. */
    boolean opens(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.startsWith(SCHEME) || !guards(request)) {
            return false;
        }
        byte[] given = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        return keys.find(FILE)
                .map(text -> text.strip().getBytes(StandardCharsets.UTF_8))
                .filter(token -> token.length > 0 && MessageDigest.isEqual(token, given))
                .isPresent();
    }
}
