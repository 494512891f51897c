package dev.strata.command.identity;

import com.nimbusds.jose.JOSEObjectType;
import dev.strata.command.OpenIdProvider;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;

class AuthorizationServerTest extends ProviderContract {
    private static final OpenIdProvider PROVIDER = OpenIdProvider.shared();

    @BeforeAll
    static void start() {
        PROVIDER.start();
    }

    @Override
    String provider() {
        return "corp";
    }

    @Override
    String club() {
        return "club";
    }

    @Override
    String issuer() {
        return PROVIDER.issuer();
    }

    @Override
    String newPerson() {
        return "p" + UUID.randomUUID().toString().substring(0, 13);
    }

    private static Map<String, Object> claims(String person) {
        Map<String, Object> claims = PROVIDER.claims(person);
        claims.put("name", "Anna of Corp");
        claims.put("email", person + "@example.org");
        claims.put("email_verified", true);
        return claims;
    }

    private static String idToken(String person, String claim, Object value) {
        Map<String, Object> claims = claims(person);
        claims.put(claim, value);
        return PROVIDER.signed(claims);
    }

    @Override
    String idToken(String person) {
        return PROVIDER.signed(claims(person));
    }

    @Override
    String idTokenForAnother(String person) {
        return idToken(person, "aud", "somebody else");
    }

    @Override
    String idTokenOfAnotherIssuer() {
        return idToken(newPerson(), "iss", "https://accounts.example.org");
    }

    @Override
    String accessToken(String person) {
        return PROVIDER.signed(new JOSEObjectType("at+jwt"), claims(person));
    }

    @Override
    ProviderBrowser browser(String provider) {
        return new ProviderBrowser(provider);
    }
}
