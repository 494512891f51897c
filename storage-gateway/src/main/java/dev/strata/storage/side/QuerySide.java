package dev.strata.storage.side;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeKind;
import dev.strata.kernel.node.NodeName;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.platform.web.SideClients;
import java.net.URI;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** The query side, asked in the caller's name. Its refusals come out as {@link RefusedBySideException}. */
@Component
public class QuerySide {
    private static final String AT_LEAST = "Strata-At-Least";

    private final RestClient http;
    private final JsonMapper json;

    QuerySide(SideClients sides, JsonMapper json) {
        this.http = sides.query();
        this.json = json;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Found(NodeId id, NodeKind kind, long version) {}

    /**
     * A ticket, and the version of the node that it was given for.
     */
    public record Admission(String ticket, long version) {}

    /**
     * The ticket for the content of the file that has this path.
     *
     * @param atLeast the version that the answer must know of, in the words of the client
     * @param version of the file, in the words of the client; the newest if null
     */
    public Admission ticket(Caller caller, ContentPath path, @Nullable String atLeast, @Nullable String version) {
        Found found =
                json.readValue(ask(caller, pathOf(path), atLeast).orRefused().body(), Found.class);
        if (found.kind() != NodeKind.FILE) {
            throw new ProblemException(HttpStatus.CONFLICT, "not-a-file", path + " is a folder.");
        }
        UriComponentsBuilder content = UriComponentsBuilder.fromPath("/v1/files/" + found.id() + "/content");
        if (version != null) {
            content.queryParam("version", "{version}");
        }
        Answer answer = ask(
                caller,
                version == null
                        ? content.build().toUriString()
                        : content.encode().buildAndExpand(version).toUriString(),
                atLeast);
        return new Admission(ticketIn(answer.orRefused()), found.version());
    }

    private static String pathOf(ContentPath path) {
        Object[] names = path.names().stream().map(NodeName::value).toArray();
        return UriComponentsBuilder.fromPath("/v1/paths")
                .pathSegment(Collections.nCopies(names.length, "{name}").toArray(String[]::new))
                .queryParamIfPresent("in", Optional.ofNullable(path.in()))
                .encode()
                .buildAndExpand(names)
                .toUriString();
    }

    private Answer ask(Caller caller, String encoded, @Nullable String atLeast) {
        return Call.orUnavailable(
                "query",
                () -> Call.send(http.get()
                        .uri(base -> URI.create(base.build() + encoded))
                        .header(HttpHeaders.AUTHORIZATION, caller.authorization())
                        .headers(headers -> {
                            if (atLeast != null) {
                                headers.set(AT_LEAST, atLeast);
                            }
                        })));
    }

    private static String ticketIn(Answer answer) {
        URI location = answer.headers().getLocation();
        String ticket = location == null
                ? null
                : UriComponentsBuilder.fromUri(location)
                        .build()
                        .getQueryParams()
                        .getFirst("ticket");
        if (ticket == null) {
            throw new IllegalStateException("the query side answered %s without a ticket".formatted(answer.status()));
        }
        return ticket;
    }
}
