package dev.strata.platform.web;

import dev.strata.platform.session.EndedSessions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import tools.jackson.databind.json.JsonMapper;

/** Who gets in: bearers of an access token, verified by the issuer's published keys, and everybody where a side says so. The
 * operations are for the operator alone. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {
    private static final String ACCOUNT = "account";
    private static final String UPLOAD = "upload";
    private static final String MAY_READ = ScopedEndpoints.AUTHORITY + "read";
    private static final String MAY_WRITE = ScopedEndpoints.AUTHORITY + "write";
    private static final String MAY_READ_IN_FOLDER = ScopedEndpoints.AUTHORITY_IN_FOLDER + "read";
    private static final String MAY_WRITE_IN_FOLDER = ScopedEndpoints.AUTHORITY_IN_FOLDER + "write";

    @Bean
    SecurityFilterChain edges(
            HttpSecurity http,
            List<PublicEndpoints> open,
            ObjectProvider<DelegatedEndpoints> delegated,
            OperatorToken operator,
            @Value("${strata.tokens.audience}") String audience,
            JsonMapper json,
            @Value("${strata.metrics.from}") String[] scrapers) {
        AuthenticationEntryPoint unauthenticated = (request, response, exception) -> {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"strata\"");
            Problems.write(
                    response,
                    json,
                    operator.guards(request)
                            ? noOperator()
                            : unauthenticated(request.getHeader("Authorization") != null));
        };
        AccessDeniedHandler denied = (request, response, exception) -> Problems.write(response, json, denial());
        http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> {
                    requests.requestMatchers("/error").permitAll();
                    requests.requestMatchers(EndpointRequest.to("health")).permitAll();
                    requests.requestMatchers(EndpointRequest.to("prometheus"))
                            .access((_, context) -> new AuthorizationDecision(Arrays.stream(scrapers)
                                    .anyMatch(address -> new IpAddressMatcher(address).matches(context.getRequest()))));
                    requests.requestMatchers(operator::guards)
                            .access((_, context) -> new AuthorizationDecision(operator.opens(context.getRequest())));
                    for (PublicEndpoints endpoints : open) {
                        requests.requestMatchers(
                                        endpoints.method(), endpoints.patterns().toArray(String[]::new))
                                .permitAll();
                    }
                    for (DelegatedEndpoints endpoints : delegated) {
                        requests.requestMatchers(
                                        endpoints.method(), endpoints.patterns().toArray(String[]::new))
                                .hasAnyAuthority(ACCOUNT, UPLOAD, MAY_WRITE, MAY_WRITE_IN_FOLDER);
                    }
                    for (HttpMethod method : ScopedEndpoints.READING) {
                        requests.requestMatchers(method, ScopedEndpoints.READABLE_IN_FOLDER)
                                .hasAnyAuthority(ACCOUNT, MAY_READ, MAY_READ_IN_FOLDER);
                        requests.requestMatchers(method, ScopedEndpoints.READABLE)
                                .hasAnyAuthority(ACCOUNT, MAY_READ);
                    }
                    for (HttpMethod method : ScopedEndpoints.WRITING) {
                        requests.requestMatchers(method, ScopedEndpoints.WRITABLE_IN_FOLDER)
                                .hasAnyAuthority(ACCOUNT, MAY_WRITE, MAY_WRITE_IN_FOLDER);
                        requests.requestMatchers(method, ScopedEndpoints.WRITABLE)
                                .hasAnyAuthority(ACCOUNT, MAY_WRITE);
                    }
                    requests.anyRequest().hasAuthority(ACCOUNT);
                })
                .oauth2ResourceServer(server -> server.bearerTokenResolver(accessTokensOnly(operator))
                        .jwt(jwt -> jwt.jwtAuthenticationConverter(authorities(audience)))
                        .authenticationEntryPoint(unauthenticated)
                        .accessDeniedHandler(denied))
                .exceptionHandling(exceptions ->
                        exceptions.authenticationEntryPoint(unauthenticated).accessDeniedHandler(denied));
        return http.build();
    }

    /** Which kind of token it is: one of an account, of an app password, or one that can only finish an upload. */
    private static JwtAuthenticationConverter authorities(String audience) {
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(token -> {
            List<String> audiences = token.getAudience();
            String scope = token.getClaimAsString(ScopedEndpoints.CLAIM);
            if (audiences == null || !audiences.contains(audience)) {
                return AuthorityUtils.createAuthorityList(UPLOAD);
            }
            if (scope == null) {
                return AuthorityUtils.createAuthorityList(ACCOUNT);
            }
            return scoped(
                    token.hasClaim(BoundFolder.CLAIM) ? ScopedEndpoints.AUTHORITY_IN_FOLDER : ScopedEndpoints.AUTHORITY,
                    scope);
        });
        return converter;
    }

    private static List<GrantedAuthority> scoped(String prefix, String scope) {
        return AuthorityUtils.createAuthorityList(
                Arrays.stream(scope.split(" ")).map(prefix::concat).toList());
    }

    private static ProblemDetail denial() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller instanceof JwtAuthenticationToken token
                        && token.getToken().hasClaim(ScopedEndpoints.CLAIM)
                ? Problems.of(
                        HttpStatus.FORBIDDEN, "insufficient-scope", "This app password is not good for this request.")
                : Problems.of(HttpStatus.FORBIDDEN, "forbidden", "You may not do this.");
    }

    /** The operator's token is not one of an account, and must not be refused for that. */
    private static BearerTokenResolver accessTokensOnly(OperatorToken operator) {
        BearerTokenResolver tokens = new DefaultBearerTokenResolver();
        return request -> operator.opens(request) ? null : tokens.resolve(request);
    }

    private static ProblemDetail noOperator() {
        return Problems.of(
                HttpStatus.UNAUTHORIZED,
                "not-the-operator",
                "Send the text of the file %s in the keys directory as the bearer token in the Authorization header."
                        .formatted(OperatorToken.FILE));
    }

    private static ProblemDetail unauthenticated(boolean tried) {
        return tried
                ? Problems.of(
                        HttpStatus.UNAUTHORIZED,
                        "invalid-token",
                        "The access token is not valid or has expired. Get a new one from /v1/tokens or /v1/tokens/refresh.")
                : Problems.of(
                        HttpStatus.UNAUTHORIZED,
                        "not-signed-in",
                        "Send an access token from /v1/tokens in the Authorization header.");
    }

    @Bean
    JwtDecoder accessTokens(
            @Value("${strata.tokens.jwks-url}") String jwksUrl,
            @Value("${strata.tokens.issuer}") String issuer,
            @Value("${strata.tokens.audience}") String audience,
            EndedSessions endedSessions,
            Clock clock) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(jwksUrl)
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(),
                new JwtIssuerValidator(issuer),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD,
                        aud -> aud != null
                                && (aud.contains(audience) || aud.contains(audience + DelegatedEndpoints.UPLOAD)))));
        return new RememberedTokens(decoder, endedSessions::contains, clock);
    }

    /** Names may hold a percent sign or a semicolon; a slash, a backslash and a NUL stay refused. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowSemicolon(true);
        firewall.setAllowUrlEncodedPeriod(true);
        return firewall;
    }

    /** Times of each of the security filters: nobody looks at them, and every request pays. */
    @Bean
    SecurityObservationSettings unobservedFilters() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    RequestRejectedHandler rejectedRequests(JsonMapper json) {
        return (request, response, exception) -> Problems.write(
                response,
                json,
                Problems.of(
                        HttpStatus.BAD_REQUEST,
                        "malformed-request",
                        "The request was refused: " + exception.getMessage()));
    }
}
