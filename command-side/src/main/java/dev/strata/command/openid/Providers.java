package dev.strata.command.openid;

import dev.strata.command.openid.Provider.Admission;
import dev.strata.platform.web.ProblemException;
import java.net.URI;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The providers in {@code strata.open-id.<name>}. None of them is asked anything before somebody wants to sign in there. */
@Component
public class Providers {
    private static final String PROPERTIES = "strata.open-id";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    private final Map<String, ProviderConnection> connections = new TreeMap<>();

    Providers(Environment environment, ProviderHttp http, JsonMapper json, Clock clock) {
        Binder.get(environment)
                .bind(PROPERTIES, Bindable.mapOf(String.class, Settings.class))
                .orElse(Map.of())
                .forEach((name, settings) ->
                        connections.put(name, new ProviderConnection(settings.provider(name), http, json, clock)));
    }

    /** As they are written. */
    record Settings(
            @Nullable String issuer,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable String displayName,
            @Nullable List<String> audience,
            @Nullable Admission accounts,
            @Nullable URI returnTo) {

        Provider provider(String name) {
            String property = PROPERTIES + "." + name;
            check(NAME.matcher(name).matches(), property, "a name is 1 to 32 of a-z 0-9 -");
            String where = text(issuer, property + ".issuer");
            String client = text(clientId, property + ".client-id");
            check(Addresses.areSafe(URI.create(where)), property + ".issuer", "https, or http on this machine");
            check(
                    returnTo == null || (Addresses.areSafe(returnTo) && returnTo.getRawFragment() == null),
                    property + ".return-to",
                    "https, or http on this machine, without #");
            Set<String> audiences = new HashSet<>(Objects.requireNonNullElse(audience, List.of()));
            audiences.add(client);
            return new Provider(
                    name,
                    where,
                    client,
                    clientSecret,
                    Objects.requireNonNullElse(displayName, name),
                    Set.copyOf(audiences),
                    Objects.requireNonNullElse(accounts, Admission.LINKED),
                    returnTo);
        }

        private static String text(@Nullable String value, String property) {
            check(value != null && !value.isBlank(), property, "missing");
            return Objects.requireNonNull(value);
        }

        private static void check(boolean right, String property, String what) {
            if (!right) {
                throw new IllegalArgumentException(property + ": " + what);
            }
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Settings[" + issuer + "]";
        }
    }

    /** By name. */
    public Collection<Provider> all() {
        return connections.values().stream().map(ProviderConnection::provider).toList();
    }

    public Provider get(String name) {
        return connection(name).provider();
    }

    ProviderConnection connection(String name) {
        ProviderConnection connection = connections.get(name);
        if (connection == null) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND, "provider-not-found", "There is no such provider. Look: GET /v1/sign-in.");
        }
        return connection;
    }
}
