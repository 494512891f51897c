package dev.strata.command.openid;

import dev.strata.platform.web.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One provider, as it describes itself (OpenID Connect Discovery 1.0). It is asked when it is needed first, and each
 * hour; if it does not answer then, what it said last holds. One that never answered is left alone for some seconds, so
 * that not everybody waits for it.
 */
final class ProviderConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderConnection.class);
    private static final String WELL_KNOWN = "/.well-known/openid-configuration";
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration LEFT_ALONE = Duration.ofSeconds(5);

    private final Provider provider;
    private final ProviderHttp http;
    private final JsonMapper json;
    private final Clock clock;

    private @Nullable Description known;
    private Instant askAgain = Instant.MIN;

    ProviderConnection(Provider provider, ProviderHttp http, JsonMapper json, Clock clock) {
        this.provider = provider;
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What is needed of it.
     *
     * @param secretInBody the provider does not take the client's secret in the header
     */
    record Description(URI authorization, URI token, boolean secretInBody, URI keys, IdTokens idTokens) {}

    Provider provider() {
        return provider;
    }

    synchronized Description description() {
        if (!clock.instant().isBefore(askAgain)) {
            try {
                known = ask();
                askAgain = clock.instant().plus(KEPT);
            } catch (IOException | IllegalArgumentException | JacksonException e) {
                LOG.warn("the provider {} cannot be used: {}", provider.name(), e.getMessage());
                askAgain = clock.instant().plus(LEFT_ALONE);
            }
        }
        if (known == null) {
            throw unavailable(null);
        }
        return known;
    }

    ProblemException unavailable(@Nullable Exception cause) {
        ProblemException problem = new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "provider-unavailable",
                        "%s does not answer as it should. Try again later.".formatted(provider.displayName()))
                .withHeader(HttpHeaders.RETRY_AFTER, Long.toString(LEFT_ALONE.toSeconds()));
        problem.initCause(cause);
        return problem;
    }

    private Description ask() throws IOException {
        JsonNode told = json.readTree(http.get(URI.create(provider.issuer().replaceFirst("/$", "") + WELL_KNOWN)));
        if (!provider.issuer().equals(told.path("issuer").asString(""))) {
            throw new IOException("it calls itself " + told.path("issuer"));
        }
        URI keys = address(told, "jwks_uri");
        JsonNode methods = told.path("token_endpoint_auth_methods_supported");
        return new Description(
                address(told, "authorization_endpoint"),
                address(told, "token_endpoint"),
                names(methods, "client_secret_post") && !names(methods, "client_secret_basic"),
                keys,
                known != null && known.keys().equals(keys)
                        ? known.idTokens()
                        : new IdTokens(provider, keys, http, clock));
    }

    private static boolean names(JsonNode list, String name) {
        return list.values().stream().anyMatch(item -> item.asString("").equals(name));
    }

    private static URI address(JsonNode told, String member) throws IOException {
        URI address = URI.create(told.path(member).asString(""));
        if (!Addresses.areSafe(address)) {
            throw new IOException("its %s is no address for secrets: %s".formatted(member, address));
        }
        return address;
    }
}
