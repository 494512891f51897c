package dev.strata.platform.web;

import java.util.List;
import org.springframework.http.HttpMethod;

/**
 * Endpoints that need no access token. Each side declares its own.
 *
 * @param patterns as Spring's path patterns
 * @param likeSignIn whether they are as strictly limited for each address
 */
public record PublicEndpoints(HttpMethod method, List<String> patterns, boolean likeSignIn) {
    /** Whatever people without a token post. */
    public PublicEndpoints(HttpMethod method, List<String> patterns) {
        this(method, patterns, method.equals(HttpMethod.POST));
    }
}
