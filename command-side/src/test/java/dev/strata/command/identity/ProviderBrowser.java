package dev.strata.command.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.command.Http;
import dev.strata.command.Http.Answer;
import dev.strata.command.OpenIdProvider;
import dev.strata.kernel.content.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A browser, with the page that sends it to a provider and knows the verifier. */
final class ProviderBrowser {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String provider;
    private final Login login;
    private final String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
    private String cookie = "";
    private String location = "";

    /** What somebody does at the provider to be signed in there; the answer sends the browser back. */
    interface Login {
        HttpResponse<String> signIn(URI question, String user);
    }

    ProviderBrowser(String provider, Login login) {
        this.provider = provider;
        this.login = login;
    }

    ProviderBrowser(String provider) {
        this(provider, ProviderBrowser::sayName);
    }

    private static HttpResponse<String> sayName(URI question, String user) {
        try {
            return CLIENT.send(
                    HttpRequest.newBuilder(question)
                            .header(OpenIdProvider.USER, user)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String verifier() {
        return verifier;
    }

    String cookie() {
        return cookie;
    }

    String challenge() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Sha256.digest().digest(verifier.getBytes(StandardCharsets.UTF_8)));
    }

    Answer begin() {
        Answer answer = Http.anonymous().get("/v1/sign-in/%s?challenge=%s".formatted(provider, challenge()));
        if (answer.status() == 302) {
            location = header(answer.response(), "Location");
            cookie = header(answer.response(), "Set-Cookie").replaceFirst(";.*", "");
        }
        return answer;
    }

    /** Where the provider sends it back to. */
    String signInAs(String user) {
        assertThat(begin().status()).isEqualTo(302);
        HttpResponse<String> answer = login.signIn(URI.create(location), user);
        assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(302);
        return URI.create(header(answer, "Location")).getRawSchemeSpecificPart().replaceFirst("//[^/]*", "");
    }

    Answer comeBack(String path) {
        return Http.anonymous().send("GET", path, null, "Cookie", cookie);
    }

    /** The code at the end of it all. */
    String codeFor(String user) {
        Answer answer = comeBack(signInAs(user));
        if (answer.status() == 200) {
            return answer.text("signInCode");
        }
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(302);
        return fragment(answer).get("signInCode");
    }

    static Map<String, String> fragment(Answer answer) {
        return parameters(URI.create(header(answer.response(), "Location")).getRawFragment());
    }

    Map<String, String> question() {
        return parameters(URI.create(location).getRawQuery());
    }

    static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        for (String part : text.split("&")) {
            String[] both = part.split("=", 2);
            parameters.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }
}
