package dev.strata.storage.side;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.link.LinkQuestion;
import dev.strata.kernel.node.NodeName;
import dev.strata.platform.signing.SignedStatements;
import dev.strata.platform.web.SideClients;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** The command side, asked in the name of a stranger who shows the token of a public link. */
@Component
public class LinkSide {
    private static final String PATH = "/v1/links/side";
    private static final Duration VALIDITY = Duration.ofMinutes(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RestClient http;
    private final SignedStatements<LinkQuestion> questions;
    private final JsonMapper json;

    LinkSide(SideClients sides, SignedStatements<LinkQuestion> questions, JsonMapper json) {
        this.http = sides.command();
        this.questions = questions;
        this.json = json;
    }

    /**
     * Whose space the content goes into.
     *
     * @param maker on whose right, and on whose account
     * @param name of the file that is replaced, likewise the manifest; null for a new one
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record LinkPlacement(
            AccountId maker,
            SpaceId spaceId,
            @Nullable String name,
            @Nullable ManifestId manifestId) {}

    private record Asked(String question) {}

    /**
     * What is stored and is to have its place.
     *
     * @param name of a new file; null if the content is for the file that the question names
     * @param base the version that the content was made from; null if it does not matter
     */
    public record Content(
            @Nullable NodeName name,
            String receipt,
            boolean keepBoth,
            @Nullable Long base) {}

    private record SignedContent(
            String question,
            @Nullable NodeName name,
            String receipt,
            boolean keepBoth,
            @Nullable Long base) {}

    public LinkPlacement place(LinkQuestion question) {
        byte[] body = json.writeValueAsBytes(new Asked(questions.sign(question, VALIDITY)));
        Answer answer = Call.orUnavailable("command", () -> Call.send(post("/placements", body)));
        return json.readValue(answer.orRefused().body(), LinkPlacement.class);
    }

    /** Asks again, because much may have happened while the bytes came. */
    public Answer store(LinkQuestion question, Content content) {
        byte[] body = json.writeValueAsBytes(new SignedContent(
                questions.sign(question, VALIDITY),
                content.name(),
                content.receipt(),
                content.keepBoth(),
                content.base()));
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String key = HexFormat.of().formatHex(random);
        return Retries.send(() -> Call.send(post("/contents", body).header("Idempotency-Key", key)))
                .orRefused();
    }

    private RestClient.RequestBodySpec post(String path, byte[] body) {
        return http.post()
                .uri(PATH + path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }
}
