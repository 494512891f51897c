package dev.strata.command.openid;

import dev.strata.command.openid.ProviderConnection.Description;
import dev.strata.platform.web.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends browsers to a provider and takes them back (authorization code with PKCE, S256): whoever comes back must be the
 * browser that was sent, in time, once, and from the provider that it was sent to.
 */
@Component
public class BrowserSignIns {
    /** How long somebody may be away. */
    public static final Duration VALIDITY = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(BrowserSignIns.class);
    private static final String SCOPES = "openid profile email";

    private final Providers providers;
    private final ProviderHttp http;
    private final SignInCodes codes;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final String base;

    BrowserSignIns(
            Providers providers,
            ProviderHttp http,
            SignInCodes codes,
            JdbcClient jdbc,
            JsonMapper json,
            Clock clock,
            @Value("${strata.urls.public:}") String publicUrl,
            @Value("${strata.urls.command}") String commandUrl) {
        this.providers = providers;
        this.http = http;
        this.codes = codes;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.base = (publicUrl.isEmpty() ? commandUrl : publicUrl).replaceFirst("/$", "");
    }

    /**
     * One that has begun.
     *
     * @param browser what the browser must bring back
     */
    public record Begun(URI location, String browser) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Begun";
        }
    }

    /** What a browser comes back with, as the provider has sent it. */
    public record Return(
            String state,
            @Nullable String code,
            @Nullable String issuer,
            @Nullable String browser) {
        /** Without the secrets. */
        @Override
        public String toString() {
            return "Return";
        }
    }

    /** A return of the browser that was sent. */
    public record Resumed(Provider provider, String nonce, String verifier, String challenge) {
        /** Without the secrets. */
        @Override
        public String toString() {
            return "Resumed[" + provider + "]";
        }
    }

    /** Whether browsers reach this server by TLS. */
    public boolean areEncrypted() {
        return base.startsWith("https:");
    }

    /** @param challenge the hash (S256) of a verifier that the code at the end is good with */
    @SuppressWarnings("MissingSummary") // the class says it
    public Begun begin(String name, String challenge) {
        ProviderConnection connection = providers.connection(name);
        if (!Secrets.isHash(challenge)) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-value",
                    "challenge: the SHA-256 of a random verifier, in Base64 for URLs, 43 characters");
        }
        Description description = connection.description();
        String state = Secrets.random();
        String browser = Secrets.random();
        String nonce = Secrets.random();
        String verifier = Secrets.random();
        jdbc.sql("""
                        INSERT INTO command.pending_sign_in (state_hash, browser_hash, provider, nonce, code_verifier,
                            challenge, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        Secrets.hash(state),
                        Secrets.hash(browser),
                        name,
                        nonce,
                        verifier,
                        challenge,
                        now().plus(VALIDITY))
                .update();
        Map<String, String> question = new LinkedHashMap<>();
        question.put("response_type", "code");
        question.put("client_id", connection.provider().clientId());
        question.put("redirect_uri", callback(name));
        question.put("scope", SCOPES);
        question.put("state", state);
        question.put("nonce", nonce);
        question.put("code_challenge", Secrets.hash(verifier));
        question.put("code_challenge_method", "S256");
        UriComponentsBuilder location = UriComponentsBuilder.fromUri(description.authorization());
        question.keySet().forEach(key -> location.queryParam(key, "{" + key + "}"));
        return new Begun(location.encode().buildAndExpand(question).toUri(), browser);
    }

    private String callback(String name) {
        return base + "/v1/sign-in/" + name + "/callback";
    }

    /** The sign-in that this return belongs to; from now on it is over. */
    public Resumed resume(String name, Return back) {
        Provider provider = providers.get(name);
        return jdbc.sql("""
                        DELETE FROM command.pending_sign_in
                         WHERE state_hash = ? AND browser_hash = ? AND provider = ? AND expires_at > ?
                        RETURNING nonce, code_verifier, challenge""")
                .params(
                        Secrets.hash(back.state()),
                        Secrets.hash(back.browser() == null ? "" : back.browser()),
                        name,
                        now())
                .query((row, _) -> new Resumed(provider, row.getString(1), row.getString(2), row.getString(3)))
                .optional()
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.BAD_REQUEST,
                        "sign-in-not-begun",
                        "This sign-in was not begun in this browser, or too long ago, or is over. Begin again."));
    }

    /** A code for whoever knows the verifier. */
    public String finish(Resumed resumed, Return back) {
        Provider provider = resumed.provider();
        if (back.code() == null || (back.issuer() != null && !back.issuer().equals(provider.issuer()))) {
            throw refused(provider);
        }
        ProviderConnection connection = providers.connection(provider.name());
        Description description = connection.description();
        try {
            Jwt token = description.idTokens().verify(exchange(connection, description, resumed, back.code()));
            if (!resumed.nonce().equals(token.getClaims().get("nonce"))) {
                throw refused(provider);
            }
            return codes.give(ProvenIdentity.of(provider, token), resumed.challenge());
        } catch (IdTokens.RefusedException e) {
            LOG.warn("the provider {} sent an ID token that is not good: {}", provider.name(), e.getCause());
            throw refused(provider);
        } catch (IOException | JacksonException | JwtException e) {
            LOG.warn("the provider {} does not answer as it should: {}", provider.name(), e.getMessage());
            throw connection.unavailable(e);
        }
    }

    private String exchange(ProviderConnection connection, Description description, Resumed resumed, String code)
            throws IOException {
        Provider provider = connection.provider();
        String secret = provider.clientSecret();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", callback(provider.name()));
        form.put("code_verifier", resumed.verifier());
        String authorization = null;
        if (secret == null || description.secretInBody()) {
            form.put("client_id", provider.clientId());
            if (secret != null) {
                form.put("client_secret", secret);
            }
        } else {
            authorization = basic(provider.clientId(), secret);
        }
        ProviderHttp.Answer answer = http.post(description.token(), form, authorization);
        if (answer.status() == HttpStatus.BAD_REQUEST.value()) {
            throw refused(provider);
        }
        if (answer.status() != HttpStatus.OK.value()) {
            throw new IOException("its token endpoint answers " + answer.status());
        }
        return json.readTree(answer.body()).path("id_token").asString("");
    }

    /** As RFC 6749, 2.3.1 has it. */
    private static String basic(String clientId, String secret) {
        String both = ProviderHttp.encoded(clientId) + ":" + ProviderHttp.encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static ProblemException refused(Provider provider) {
        return new ProblemException(
                HttpStatus.FORBIDDEN,
                "sign-in-refused",
                "%s did not sign anybody in, or not as it should. Begin again.".formatted(provider.displayName()));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
