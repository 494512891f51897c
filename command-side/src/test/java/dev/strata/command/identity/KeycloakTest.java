package dev.strata.command.identity;

import dev.strata.command.Keycloak;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

class KeycloakTest extends ProviderContract {
    private static final Keycloak KEYCLOAK = Keycloak.shared();

    @BeforeAll
    static void start() {
        boolean started = KEYCLOAK.start();
        if (!started) {
            System.out.println("sign-in was not tested with Keycloak: " + Keycloak.NONE);
        }
        Assumptions.assumeTrue(started, Keycloak.NONE);
    }

    @AfterAll
    static void stop() {
        KEYCLOAK.stop();
    }

    @Override
    String provider() {
        return "keycloak";
    }

    @Override
    String club() {
        return "keycloak-club";
    }

    @Override
    String issuer() {
        return KEYCLOAK.realm().issuer();
    }

    @Override
    String newPerson() {
        return KEYCLOAK.realm().newUser();
    }

    @Override
    String idToken(String person) {
        return token(KEYCLOAK.realm(), Keycloak.CLIENT, person, "id_token");
    }

    @Override
    String idTokenForAnother(String person) {
        return token(KEYCLOAK.realm(), Keycloak.OTHER_CLIENT, person, "id_token");
    }

    @Override
    String idTokenOfAnotherIssuer() {
        Keycloak.Realm other = KEYCLOAK.otherRealm();
        return token(other, Keycloak.CLIENT, other.newUser(), "id_token");
    }

    @Override
    String accessToken(String person) {
        return token(KEYCLOAK.realm(), Keycloak.CLIENT, person, "access_token");
    }

    private static String token(Keycloak.Realm realm, String client, String person, String kind) {
        return realm.tokens(client, person).required(kind).asString();
    }

    @Override
    ProviderBrowser browser(String provider) {
        return new ProviderBrowser(provider, KEYCLOAK::signIn);
    }
}
