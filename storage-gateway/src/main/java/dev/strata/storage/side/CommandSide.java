package dev.strata.storage.side;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ExpectedVersion;
import dev.strata.platform.web.SideClients;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** The command side, asked in the caller's name. Its refusals come out as {@link RefusedBySideException}. */
@Component
public class CommandSide {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RestClient http;
    private final JsonMapper json;

    CommandSide(SideClients sides, JsonMapper json) {
        this.http = sides.command();
        this.json = json;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Me(SpaceId homeSpaceId) {}

    /** The space that is the caller's own. */
    public SpaceId homeSpace(Caller caller) {
        Answer answer = Call.orUnavailable(
                "command",
                () -> Call.send(http.get().uri("/v1/me").header(HttpHeaders.AUTHORIZATION, caller.authorization())));
        return json.readValue(answer.orRefused().body(), Me.class).homeSpaceId();
    }

    private record PlacementRequest(
            String path, @Nullable NodeId in, @Nullable Long size) {}

    /**
     * Where the path leads, if the caller may write there and there is room.
     *
     * @param size in bytes; negative if nobody knows
     */
    public Placement place(Caller caller, ContentPath path, long size) {
        byte[] body = json.writeValueAsBytes(new PlacementRequest(path.toString(), path.in(), size < 0 ? null : size));
        Answer answer =
                Call.orUnavailable("command", () -> Call.send(post(caller.authorization(), "/v1/placements", body)));
        return json.readValue(answer.orRefused().body(), Placement.class);
    }

    public Answer createFile(Placement placement, FileContentCommand command) {
        return createFile(bearer(placement), idempotencyKey(), command);
    }

    /**
     * The same, sent again perhaps.
     *
     * @param key of the command: with it, it is carried out once, however often it is sent
     */
    public Answer createFile(String authorization, String key, FileContentCommand command) {
        byte[] body = json.writeValueAsBytes(command);
        return Retries.send(
                        () -> Call.send(post(authorization, "/v1/files", body).header("Idempotency-Key", key)))
                .orRefused();
    }

    /**
     * Makes the content the newest version of a file.
     *
     * @param base the version of the node that the new content is based on
     */
    public Answer addVersion(Placement placement, NodeId file, long base, FileContentCommand command) {
        return addVersion(bearer(placement), idempotencyKey(), file, base, command);
    }

    /** The same, sent again perhaps. */
    public Answer addVersion(String authorization, String key, NodeId file, long base, FileContentCommand command) {
        byte[] body = json.writeValueAsBytes(command);
        return Retries.send(() -> Call.send(post(authorization, "/v1/files/" + file + "/versions", body)
                        .header("Idempotency-Key", key)
                        .header(HttpHeaders.IF_MATCH, ExpectedVersion.etag(base))))
                .orRefused();
    }

    /** What allows the one who holds the placement to end the upload. */
    public static String bearer(Placement placement) {
        return "Bearer " + placement.uploadToken();
    }

    private RestClient.RequestBodySpec post(String authorization, String path, byte[] body) {
        return http.post()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, authorization)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }

    private static String idempotencyKey() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
