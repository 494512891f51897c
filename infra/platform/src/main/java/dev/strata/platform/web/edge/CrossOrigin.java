package dev.strata.platform.web.edge;

import dev.strata.platform.web.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets pages of the origins in {@code strata.cors.origins} ask; without any, no page of another origin can read an answer.
 * Cookies are never among what such a page may send.
 */
@Configuration(proxyBeanMethods = false)
class CrossOrigin {
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> READABLE = List.of(
            "ETag",
            "Location",
            "Content-Disposition",
            "Content-Range",
            "Repr-Digest",
            "Retry-After",
            "RateLimit-Limit",
            "RateLimit-Remaining",
            "RateLimit-Reset",
            "Upload-Offset",
            "Upload-Length",
            "Upload-Expires",
            "Upload-Complete",
            "X-Request-Id");
    private static final Duration REMEMBERED = Duration.ofHours(1);

    @Bean
    FilterRegistrationBean<CorsFilter> crossOriginRequests(
            @Value("${strata.cors.origins}") List<String> origins, JsonMapper json) {
        CorsConfiguration allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(origins);
        allowed.setAllowedMethods(METHODS);
        allowed.addAllowedHeader(CorsConfiguration.ALL);
        allowed.setExposedHeaders(READABLE);
        allowed.setMaxAge(REMEMBERED);
        UrlBasedCorsConfigurationSource everywhere = new UrlBasedCorsConfigurationSource();
        everywhere.registerCorsConfiguration("/**", allowed);
        CorsFilter filter = new CorsFilter(everywhere);
        filter.setCorsProcessor(new Refusals(json));
        FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 50);
        registration.setEnabled(!origins.isEmpty());
        return registration;
    }

    private static final class Refusals extends DefaultCorsProcessor {
        private final JsonMapper json;

        Refusals(JsonMapper json) {
            this.json = json;
        }

        @Override
        protected void rejectRequest(ServerHttpResponse response) throws IOException {
            response.setStatusCode(HttpStatus.FORBIDDEN);
            response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
            response.getBody()
                    .write(json.writeValueAsString(
                                    Problems.of(
                                            HttpStatus.FORBIDDEN,
                                            "origin-not-allowed",
                                            "Pages of this origin may not ask. The operator lists origins in strata.cors.origins."))
                            .getBytes(StandardCharsets.UTF_8));
            response.flush();
        }
    }
}
