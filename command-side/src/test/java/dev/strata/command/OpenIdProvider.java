package dev.strata.command;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * A provider of OpenID Connect, in this process: Spring Authorization Server. Whoever says in a header who he is, is
 * signed in there. It begins when it is told to; the command side, which knows it by name, may run before.
 */
public final class OpenIdProvider {
    /** The client with a secret. */
    public static final String CORP = "strata at corp";

    /** The client without one. */
    public static final String CLUB = "strata at club";

    public static final String SECRET = "a secret: of 100% corp";
    public static final String USER = "Remote-User";

    private static final OpenIdProvider SHARED = new OpenIdProvider();

    private final int port = freePort();
    private final RSAKey key = rsaKey("first");
    private final Map<String, Map<String, Object>> said = new ConcurrentHashMap<>();
    private String clientsUrl = "";
    private @Nullable AnnotationConfigServletWebServerApplicationContext context;

    private OpenIdProvider() {}

    public static OpenIdProvider shared() {
        return SHARED;
    }

    public String issuer() {
        return "http://127.0.0.1:" + port;
    }

    /** Its address by another name, under which it calls itself by the right one. */
    public String otherName() {
        return "http://localhost:" + port;
    }

    public synchronized void start() {
        if (context == null) {
            clientsUrl = CommandSideProcess.shared().url();
            context = new AnnotationConfigServletWebServerApplicationContext();
            context.registerBean(OpenIdProvider.class, () -> this);
            context.register(Wiring.class);
            context.refresh();
        }
    }

    /** What its ID tokens say of somebody besides. */
    public void say(String user, String claim, Object value) {
        said.put(user, Map.of(claim, value));
    }

    /** The claims of an ID token of somebody for the client with the secret. */
    public Map<String, Object> claims(String user) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", issuer());
        claims.put("sub", user);
        claims.put("aud", CORP);
        claims.put("iat", Instant.now().getEpochSecond());
        claims.put("exp", Instant.now().getEpochSecond() + 300);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("preferred_username", user);
        return claims;
    }

    public String idToken(String user) {
        return signed(claims(user));
    }

    public String signed(Map<String, Object> claims) {
        return signed(JOSEObjectType.JWT, claims);
    }

    public String signed(JOSEObjectType type, Map<String, Object> claims) {
        return signed(JWSAlgorithm.RS256, type, claims, signer(key));
    }

    /** With the name of the right key. */
    public String signedByAnother(Map<String, Object> claims) {
        return signed(JWSAlgorithm.RS256, JOSEObjectType.JWT, claims, signer(rsaKey("first")));
    }

    public static String signed(
            JWSAlgorithm algorithm, JOSEObjectType type, Map<String, Object> claims, JWSSigner signer) {
        return signed(new JWSHeader.Builder(algorithm).keyID("first").type(type).build(), claims, signer);
    }

    public static String signed(JWSHeader header, Map<String, Object> claims, JWSSigner signer) {
        try {
            SignedJWT token = new SignedJWT(header, JWTClaimsSet.parse(claims));
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException | java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As everybody knows it. */
    public RSAKey publicKey() {
        return key.toPublicJWK();
    }

    public static JWSSigner signer(RSAKey key) {
        try {
            return new RSASSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static RSAKey rsaKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No component: the command side looks for those in this package. */
    @EnableWebSecurity
    static class Wiring {
        @Bean
        TomcatServletWebServerFactory tomcat(OpenIdProvider provider) {
            return new TomcatServletWebServerFactory(provider.port);
        }

        @Bean
        DispatcherServlet dispatcherServlet() {
            return new DispatcherServlet();
        }

        @Bean
        SecurityFilterChain endpoints(HttpSecurity http) {
            http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .addFilterAfter(
                            (request, response, chain) -> {
                                String user = ((HttpServletRequest) request).getHeader(USER);
                                if (user != null) {
                                    SecurityContextHolder.setContext(
                                            new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                                                    user,
                                                    null,
                                                    List.of(FactorGrantedAuthority.fromAuthority(
                                                            FactorGrantedAuthority.PASSWORD_AUTHORITY)))));
                                }
                                chain.doFilter(request, response);
                            },
                            SecurityContextHolderFilter.class);
            return http.build();
        }

        @Bean
        AuthorizationServerSettings settings(OpenIdProvider provider) {
            return AuthorizationServerSettings.builder()
                    .issuer(provider.issuer())
                    .build();
        }

        @Bean
        JWKSource<SecurityContext> keys(OpenIdProvider provider) {
            return new ImmutableJWKSet<>(new JWKSet(provider.key));
        }

        /** For its own access tokens, at the endpoint for what it knows of somebody. */
        @Bean
        JwtDecoder accessTokens(JWKSource<SecurityContext> keys) {
            return NimbusJwtDecoder.withJwkSource(keys).build();
        }

        @Bean
        RegisteredClientRepository clients(OpenIdProvider provider) {
            return new InMemoryRegisteredClientRepository(
                    client(CORP, "corp", provider.clientsUrl)
                            .clientSecret("{noop}" + SECRET)
                            .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                            .build(),
                    client(CLUB, "club", provider.clientsUrl)
                            .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                            .build());
        }

        private static RegisteredClient.Builder client(String id, String provider, String clientsUrl) {
            return RegisteredClient.withId(provider)
                    .clientId(id)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(clientsUrl + "/v1/sign-in/" + provider + "/callback")
                    .scopes(scopes -> scopes.addAll(List.of("openid", "profile", "email")))
                    .clientSettings(
                            ClientSettings.builder().requireProofKey(true).build());
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims(OpenIdProvider provider) {
            return context -> {
                if (context.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
                    String user = context.getPrincipal().getName();
                    context.getClaims()
                            .claim("preferred_username", user)
                            .claims(claims -> claims.putAll(provider.said.getOrDefault(user, Map.of())));
                }
            };
        }
    }
}
