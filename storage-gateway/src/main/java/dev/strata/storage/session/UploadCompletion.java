package dev.strata.storage.session;

import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Profile;
import dev.strata.platform.web.Caller;
import dev.strata.storage.chunk.ChunkStore;
import dev.strata.storage.manifest.ManifestBuilder;
import dev.strata.storage.manifest.ManifestBuilder.Described;
import dev.strata.storage.manifest.ManifestStore;
import dev.strata.storage.session.UploadChunks.Placed;
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
    private final ContentDigests digests;
    private final ManifestStore manifests;
    private final ChunkStore store;
    private final Receipts receipts;
    private final CommandSide commands;
    private final UploadPlaces places;
    private final JsonMapper json;

    UploadCompletion(
            UploadChunks chunks,
            UploadEnds ends,
            SessionPins pins,
            ContentDigests digests,
            ManifestStore manifests,
            ChunkStore store,
            Receipts receipts,
            CommandSide commands,
            UploadPlaces places,
            JsonMapper json) {
        this.chunks = chunks;
        this.ends = ends;
        this.pins = pins;
        this.digests = digests;
        this.manifests = manifests;
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
        requireAllParts(session);
        ContentDigest digest = digests.of(session, lease);
        ManifestBuilder manifest = manifests.describe(profile(session).text());
        List<Placed> page = chunks.after(session.id(), Placed.START);
        while (!page.isEmpty()) {
            List<ManifestEntry> entries = page.stream().map(Placed::entry).toList();
            digest.add(entries);
            pins.hold(session, entries);
            entries.forEach(manifest::add);
            store.put(session.space(), manifest.takeFull());
            page = chunks.after(session.id(), page.getLast());
        }
        Described described = manifest.finish(digest.sha256());
        ContentUpload.checkDigests(described.head(), announced(session, sha256));
        store.put(session.space(), described.chunks());
        String receipt = receipts.sign(
                session.account(),
                session.space(),
                ManifestStore.id(described.top()),
                described.head(),
                true,
                session.target().mediaType(),
                session.target().boundTo());
        ends.sealed(lease, receipt);
        return receipt;
    }

    private void requireAllParts(UploadSession session) {
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
