package dev.strata.command;

import static java.util.Objects.requireNonNullElse;

import dev.strata.testing.DockerEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A provider of OpenID Connect that is no imitation: the Keycloak that {@code -Dstrata.test.keycloak=} names, such as
 * {@code http://127.0.0.1:8080}, where {@code admin} is an administrator with the password {@code admin}; or one in a
 * container, where a Docker engine answers. It has two realms for one run of the tests, which know the same clients. It
 * begins when it is told to; the command side, which knows it by name, may run before.
 */
public final class Keycloak {
    public static final String CLIENT = "strata at keycloak";
    public static final String SECRET = "a secret: of 100% keycloak";

    /** The client without a secret. */
    public static final String PUBLIC_CLIENT = "strata at the club";

    /** A client that is not Strata. */
    public static final String OTHER_CLIENT = "somebody else";

    public static final String NONE = "there is no Keycloak: start a Docker engine, or start Keycloak"
            + " (KC_BOOTSTRAP_ADMIN_USERNAME=admin KC_BOOTSTRAP_ADMIN_PASSWORD=admin bin/kc.sh start-dev)"
            + " and name it with -Dstrata.test.keycloak=http://127.0.0.1:8080";

    private static final String IMAGE =
            requireNonNullElse(System.getenv("STRATA_TEST_KEYCLOAK_IMAGE"), "quay.io/keycloak/keycloak:26.7.3");
    private static final String ADMIN = "admin";
    private static final String PASSWORD = "correct horse battery staple";
    private static final int PORT = 8080;
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Keycloak SHARED = new Keycloak();

    private final @Nullable String named = System.getProperty("strata.test.keycloak");
    private final int port = freePort();
    private final String url = named == null ? "http://127.0.0.1:" + port : named.replaceFirst("/$", "");
    private final Realm realm = new Realm("strata-" + UUID.randomUUID());
    private final Realm otherRealm = new Realm("other-" + UUID.randomUUID());
    private @Nullable GenericContainer<?> container;

    private Keycloak() {}

    public static Keycloak shared() {
        return SHARED;
    }

    public Realm realm() {
        return realm;
    }

    public Realm otherRealm() {
        return otherRealm;
    }

    /** Whether there is one. */
    public boolean start() {
        if (named == null && !(DockerEngine.answers() && startContainer())) {
            return false;
        }
        System.out.println("Keycloak: " + (named == null ? IMAGE + " by Testcontainers" : named));
        realm.create();
        otherRealm.create();
        return true;
    }

    /** On a port that was chosen before, as the command side knows its address already. */
    private boolean startContainer() {
        GenericContainer<?> starting = new GenericContainer<>(IMAGE)
                .withEnv("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN)
                .withEnv("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN)
                .withCommand("start-dev")
                .withExposedPorts(PORT)
                .waitingFor(Wait.forHttp("/realms/master").forPort(PORT).withStartupTimeout(Duration.ofMinutes(5)));
        starting.setPortBindings(List.of("127.0.0.1:%d:%d".formatted(port, PORT)));
        container = starting;
        try {
            starting.start();
            return true;
        } catch (RuntimeException e) {
            System.out.println("the container of " + IMAGE + " did not start: " + e);
            return false;
        }
    }

    /** Leaves one that was there before as it was. */
    public void stop() {
        if (container != null) {
            container.stop();
        }
        if (named != null) {
            realm.delete();
            otherRealm.delete();
        }
    }

    /** Fills in the form of sign-in; the answer sends the browser back. */
    public HttpResponse<String> signIn(URI question, String user) {
        HttpResponse<String> page = send(HttpRequest.newBuilder(question));
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new IllegalStateException("no form of sign-in: %d %s".formatted(page.statusCode(), page.body()));
        }
        String cookies = page.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.replaceFirst(";.*", ""))
                .collect(Collectors.joining("; "));
        return send(form(form.group(1).replace("&amp;", "&"), Map.of("username", user, "password", PASSWORD))
                .header("Cookie", cookies));
    }

    /** One of its issuers. */
    public final class Realm {
        private final String name;

        private Realm(String name) {
            this.name = name;
        }

        public String issuer() {
            return url + "/realms/" + name;
        }

        /** Somebody who is new there: Anna of Corp, whose address it has verified. */
        public String newUser() {
            String login = "k" + UUID.randomUUID().toString().substring(0, 13);
            administer("POST", "/" + name + "/users", """
                    {"username": "%1$s", "enabled": true, "firstName": "Anna", "lastName": "of Corp",
                     "email": "%1$s@example.org", "emailVerified": true,
                     "credentials": [{"type": "password", "value": "%2$s"}]}""".formatted(login, PASSWORD));
            return login;
        }

        /** The tokens that a client gets for somebody's password. */
        public JsonNode tokens(String client, String user) {
            return json(form(
                    issuer() + "/protocol/openid-connect/token",
                    Map.of(
                            "grant_type",
                            "password",
                            "scope",
                            "openid profile email",
                            "client_id",
                            client,
                            "client_secret",
                            client.equals(CLIENT) ? SECRET : "",
                            "username",
                            user,
                            "password",
                            PASSWORD)));
        }

        private void create() {
            String callback = CommandSideProcess.shared().url() + "/v1/sign-in/%s/callback";
            administer("POST", "", """
                    {"realm": "%s", "enabled": true, "clients": [
                      {"clientId": "%s", "secret": "%s", "redirectUris": ["%s"], "directAccessGrantsEnabled": true,
                       "attributes": {"pkce.code.challenge.method": "S256"}},
                      {"clientId": "%s", "publicClient": true, "redirectUris": ["%s"],
                       "attributes": {"pkce.code.challenge.method": "S256"}},
                      {"clientId": "%s", "publicClient": true, "directAccessGrantsEnabled": true}]}""".formatted(
                            name,
                            CLIENT,
                            SECRET,
                            callback.formatted("keycloak"),
                            PUBLIC_CLIENT,
                            callback.formatted("keycloak-club"),
                            OTHER_CLIENT));
        }

        private void delete() {
            administer("DELETE", "/" + name, "");
        }
    }

    private void administer(String method, String path, String body) {
        String token = json(form(
                        url + "/realms/master/protocol/openid-connect/token",
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                ADMIN,
                                "password",
                                ADMIN)))
                .path("access_token")
                .asString();
        successful(HttpRequest.newBuilder(URI.create(url + "/admin/realms" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder form(String address, Map<String, String> fields) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))));
    }

    private static JsonNode json(HttpRequest.Builder request) {
        return JSON.readTree(successful(request).body());
    }

    private static HttpResponse<String> successful(HttpRequest.Builder request) {
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("%s: %s".formatted(answer, answer.body()));
        }
        return answer;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
}
