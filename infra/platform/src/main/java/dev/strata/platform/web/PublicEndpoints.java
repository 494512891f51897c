package dev.strata.platform.web;

import java.util.List;
import org.springframework.http.HttpMethod;

/**
 * Endpoints that need no access token. Each side declares its own.
 *
 * @param patterns as Spring's path patterns
 */
public record PublicEndpoints(HttpMethod method, List<String> patterns) {}
