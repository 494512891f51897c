package dev.strata.storage.session;

import dev.strata.kernel.content.Manifest;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Profile;
import dev.strata.platform.web.Caller;
import dev.strata.storage.chunk.Chunk;
import dev.strata.storage.chunk.ChunkStore;
import dev.strata.storage.manifest.ManifestStore;
import dev.strata.storage.side.Answer;
import dev.strata.storage.side.CommandSide;
import dev.strata.storage.upload.ContentUpload;
import dev.strata.storage.upload.Receipts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a file of an upload that is whole. The receipt is kept before the command is sent: sent again, the command is
 * the same to the letter, so that a lost answer never makes a second version.
 */
@Component
class UploadCompletion {
    private static final byte[] NO_HEAD = {};

    private final UploadChunks chunks;
    private final UploadEnds ends;
    private final SessionPins pins;
    private final ContentDigest digest;
    private final ChunkStore store;
    private final Receipts receipts;
    private final CommandSide commands;
    private final UploadPlaces places;
    private final JsonMapper json;

    UploadCompletion(
            UploadChunks chunks,
            UploadEnds ends,
            SessionPins pins,
            ContentDigest digest,
            ChunkStore store,
            Receipts receipts,
            CommandSide commands,
            UploadPlaces places,
            JsonMapper json) {
        this.chunks = chunks;
        this.ends = ends;
        this.pins = pins;
        this.digest = digest;
        this.store = store;
        this.receipts = receipts;
        this.commands = commands;
        this.places = places;
        this.json = json;
    }

    /**
     * The file that has become of the upload.
     *
     * @param token for the command, if one has been asked for already
     * @param sha256 digests that the content must have
     */
    PlacedFile complete(
            Caller caller, UploadSession session, WriterLease lease, @Nullable String token, List<String> sha256)
            throws IOException {
        PlacedFile before = session.placed();
        if (before != null) {
            return before;
        }
        String receipt = session.receipt();
        String authorization = caller.authorization();
        if (receipt == null) {
            authorization = token == null ? places.token(caller, session, session.received()) : token;
            receipt = seal(session, lease, sha256);
        }
        PlacedFile placed = placed(session, send(session, authorization, receipt));
        ends.placed(lease, placed);
        return placed;
    }

    private String seal(UploadSession session, WriterLease lease, List<String> sha256) throws IOException {
        List<ManifestEntry> content = content(session);
        Manifest manifest =
                new Manifest(profile(session).text(), session.received(), digest.of(session, content, lease), content);
        ContentUpload.checkDigests(manifest, announced(session, sha256));
        pins.hold(session, content);
        Chunk chunk = ManifestStore.chunk(manifest);
        store.put(session.space(), List.of(chunk));
        String receipt = receipts.sign(
                session.account(),
                session.space(),
                ManifestStore.id(chunk),
                manifest,
                true,
                session.target().mediaType());
        ends.sealed(lease, receipt);
        return receipt;
    }

    private List<ManifestEntry> content(UploadSession session) {
        List<UploadState.Part> parts = chunks.parts(session.id());
        int last = parts.isEmpty() ? 0 : parts.getLast().number();
        if (parts.size() < last) {
            List<Integer> there = parts.stream().map(UploadState.Part::number).toList();
            throw SessionProblems.partsMissing(IntStream.rangeClosed(1, last)
                    .filter(number -> !there.contains(number))
                    .boxed()
                    .limit(100)
                    .toList());
        }
        return chunks.entries(session.id());
    }

    /** How parts are cut depends on nothing that only one of them could tell. */
    static Profile profile(UploadSession session) {
        Long length = session.length();
        Profile chosen = session.profile();
        return chosen == null ? Profile.choose(null, null, length == null ? -1 : length, NO_HEAD) : chosen;
    }

    private static List<String> announced(UploadSession session, List<String> sha256) {
        List<String> all = new ArrayList<>(sha256);
        String first = session.target().sha256();
        if (first != null) {
            all.add(first);
        }
        return all;
    }

    private Answer send(UploadSession session, String authorization, String receipt) {
        UploadTarget target = session.target();
        String key = "upload-" + session.id();
        return target.base() == null || target.nodeId() == null
                ? commands.createFile(authorization, key, target.command(receipt))
                : commands.addVersion(authorization, key, target.nodeId(), target.base(), target.command(receipt));
    }

    /** A conflict copy is a new file, although there was one at this path. */
    private PlacedFile placed(UploadSession session, Answer answer) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        String id = json.readTree(body).path("id").asString();
        boolean isNew = !id.equals(String.valueOf(session.target().nodeId()));
        return new PlacedFile(
                (isNew ? HttpStatus.CREATED : HttpStatus.OK).value(),
                answer.headers().getFirst(HttpHeaders.ETAG),
                body);
    }
}
