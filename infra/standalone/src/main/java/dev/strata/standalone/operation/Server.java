package dev.strata.standalone.operation;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The Strata that a command is for, and the operator token that opens it. */
final class Server {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String OPERATIONS = "/v1/operations";

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:${env:STRATA_PORT:-8080}",
            description = "Where Strata answers; if its sides are processes of their own, the storage gateway for"
                    + " 'storage', the query side for everything else. Otherwise"
                    + " ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private URI url;

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            defaultValue = "${env:STRATA_HOME:-${sys:user.home}/.strata}",
            description = "Data directory of that Strata. STRATA_HOME, otherwise .strata in your home folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path home;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "The operator token. Otherwise keys/operator-token in the data directory.")
    private @Nullable Path tokenFile;

    /** Made when they are needed: each command has a server, and few ask it. */
    private static final class Tools {
        private static final JsonMapper JSON = JsonMapper.builder().build();
        private static final HttpClient HTTP = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();

        private Tools() {}
    }

    JsonNode get(String path) {
        return send("GET", path);
    }

    JsonNode post(String path) {
        return send("POST", path);
    }

    void put(String path) {
        send("PUT", path);
    }

    void delete(String path) {
        send("DELETE", path);
    }

    private JsonNode send(String method, String path) {
        String token = token();
        HttpResponse<byte[]> response;
        try {
            response = Tools.HTTP.send(
                    HttpRequest.newBuilder(URI.create(base() + OPERATIONS + path))
                            .timeout(PATIENCE)
                            .header("Authorization", "Bearer " + token)
                            .method(method, BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new OperationRefused(
                    "no Strata answers at %s: start one with './strata serve', or say where it is with --url"
                            .formatted(url));
        } catch (IOException e) {
            throw new OperationRefused("no answer from %s: %s".formatted(url, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationRefused("interrupted while waiting for " + url);
        }
        return read(response);
    }

    private String base() {
        String text = url.toString();
        if (!text.startsWith("http://") && !text.startsWith("https://")) {
            throw new OperationRefused(
                    "not the address of a server: %s (one begins with http:// or https://)".formatted(url));
        }
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private String token() {
        Path file = tokenFile == null ? home.resolve("keys").resolve("operator-token") : tokenFile;
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new OperationRefused(
                    "there is no operator token at %s: it is made when './strata serve' starts; name the data directory with --home or STRATA_HOME, or the token with --token-file"
                            .formatted(file));
        } catch (IOException e) {
            throw new OperationRefused("cannot read the operator token %s: %s".formatted(file, e));
        }
    }

    private JsonNode read(HttpResponse<byte[]> response) {
        JsonNode body = parse(response.body());
        if (response.statusCode() < 300) {
            return body;
        }
        if (response.statusCode() == 401) {
            throw new OperationRefused(
                    "the Strata at %s does not take this operator token: is it another one than that of %s?"
                            .formatted(url, tokenFile == null ? home : tokenFile));
        }
        if (!body.path("code").isString()) {
            throw new OperationRefused(
                    "what answers at %s is no Strata (status %d)".formatted(url, response.statusCode()));
        }
        throw new OperationRefused(body.path("detail").asString("status " + response.statusCode()));
    }

    private JsonNode parse(byte[] body) {
        try {
            return body.length == 0 ? JsonNodeFactory.instance.objectNode() : Tools.JSON.readTree(body);
        } catch (JacksonException e) {
            // Whatever answered is no Strata; the status says the rest.
            return JsonNodeFactory.instance.objectNode();
        }
    }
}
