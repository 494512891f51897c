package dev.strata.storage.web;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.DownloadTicket;
import dev.strata.kernel.content.Manifest;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.Caller;
import dev.strata.storage.download.ChunkListResponse;
import dev.strata.storage.download.ContentResponse;
import dev.strata.storage.download.ContentsResponse;
import dev.strata.storage.download.Tickets;
import dev.strata.storage.memory.Reservation;
import dev.strata.storage.upload.ClientManifests;
import dev.strata.storage.upload.ClientManifests.Claimed;
import dev.strata.storage.upload.ContentType;
import dev.strata.storage.upload.SharedParts;
import dev.strata.storage.upload.UploadLimits;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Manifests: made by clients that cut files themselves, read by whoever holds a ticket. */
@RestController
@RequestMapping("/v1/manifests")
class ManifestController {
    /** As many as a batch of commands can make files of. */
    private static final int MANIFESTS_MAX = 1_000;

    private final ClientManifests manifests;
    private final Tickets tickets;
    private final ContentResponse contents;
    private final ContentsResponse together;
    private final ChunkListResponse chunkLists;
    private final JsonBodies bodies;
    private final long bodyMax;

    ManifestController(
            ClientManifests manifests,
            Tickets tickets,
            ContentResponse contents,
            ContentsResponse together,
            ChunkListResponse chunkLists,
            JsonBodies bodies,
            UploadLimits limits) {
        this.manifests = manifests;
        this.tickets = tickets;
        this.contents = contents;
        this.together = together;
        this.chunkLists = chunkLists;
        this.bodies = bodies;
        this.bodyMax = limits.manifestMax().toBytes();
    }

    /**
     * A content that was sent in chunks.
     *
     * @param chunks all of them, in order
     * @param leaves instead of them, those of the manifest, in order: chunks that were sent like the others
     * @param shared instead of them, what the content has in common with another one, and what not
     */
    record NewManifest(
            SpaceId spaceId,
            String profile,
            @Nullable List<ManifestEntry> chunks,
            @Nullable List<ChunkId> leaves,
            @Nullable SharedParts shared,
            String sha256,
            @Nullable String mediaType) {

        NewManifest {
            if ((chunks == null ? 0 : 1) + (leaves == null ? 0 : 1) + (shared == null ? 0 : 1) != 1) {
                throw new IllegalArgumentException("either chunks, or leaves, or shared");
            }
            if (shared != null && shared.count() > SharedParts.CHUNKS_MAX) {
                throw new IllegalArgumentException(
                        "shared: %d chunks at most; name leaves".formatted(SharedParts.CHUNKS_MAX));
            }
            manifest(profile, chunks == null ? List.of() : chunks, sha256);
        }

        /** How many chunks it has that the body does not name. */
        long unnamed() {
            return shared == null ? 0 : shared.count();
        }

        ClientManifests.Stored store(Caller caller, ClientManifests manifests) throws IOException {
            String type = type(mediaType);
            if (leaves != null) {
                return manifests.store(caller, spaceId, profile, leaves, sha256, type);
            }
            if (shared != null) {
                return manifests.store(caller, spaceId, profile, shared, sha256, type);
            }
            Manifest named = manifest(profile, Objects.requireNonNull(chunks), sha256);
            return manifests
                    .store(caller, spaceId, List.of(new Claimed(named, type)))
                    .getFirst();
        }
    }

    /** Contents of small files, all of them in one body. */
    record NewManifests(SpaceId spaceId, List<NamedChunks> manifests) {
        NewManifests {
            if (manifests.isEmpty() || manifests.size() > MANIFESTS_MAX) {
                throw new IllegalArgumentException(
                        "manifests: 1 to %d, not %d".formatted(MANIFESTS_MAX, manifests.size()));
            }
        }
    }

    /**
     * One of them.
     *
     * @param chunks all of them, in order
     */
    record NamedChunks(
            String profile,
            List<ManifestEntry> chunks,
            String sha256,
            @Nullable String mediaType) {

        NamedChunks {
            manifest(profile, chunks, sha256);
        }

        Claimed claimed() {
            return new Claimed(manifest(profile, chunks, sha256), type(mediaType));
        }
    }

    record StoredManifests(List<ClientManifests.Stored> manifests) {}

    private static Manifest manifest(String profile, List<ManifestEntry> chunks, String sha256) {
        long size = chunks.stream().mapToLong(ManifestEntry::length).sum();
        return new Manifest(profile, size, sha256, chunks);
    }

    private static String type(@Nullable String mediaType) {
        return mediaType == null ? ContentType.UNKNOWN : mediaType;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "States which chunks make a content, and answers the receipt for it",
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = NewManifest.class))))
    ClientManifests.Stored create(Caller caller, HttpServletRequest request) throws IOException {
        try (JsonBodies.Body<NewManifest> body = bodies.read(request, NewManifest.class, bodyMax);
                Reservation _ = bodies.reserveEntries(body.value().unnamed())) {
            return body.value().store(caller, manifests);
        }
    }

    @PostMapping(path = "/batch", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "The same for up to 1,000 contents, in their order: all of them, or none",
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = NewManifests.class))))
    StoredManifests createAll(Caller caller, HttpServletRequest request) throws IOException {
        try (JsonBodies.Body<NewManifests> body = bodies.read(request, NewManifests.class, bodyMax)) {
            return new StoredManifests(manifests.store(
                    caller,
                    body.value().spaceId(),
                    body.value().manifests().stream().map(NamedChunks::claimed).toList()));
        }
    }

    @GetMapping("/{id}/content")
    @Operation(summary = "The content of a manifest, whole or in ranges")
    void content(
            @PathVariable ManifestId id,
            @RequestParam(required = false) @Nullable String ticket,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        DownloadTicket admitted = tickets.check(ticket, id);
        contents.write(admitted, ContentResponse.etag(admitted), request, response);
    }

    /** What the query side gave for small files. */
    record TicketList(List<String> tickets) {
        TicketList {
            if (tickets.isEmpty() || tickets.size() > MANIFESTS_MAX) {
                throw new IllegalArgumentException("tickets: 1 to %d, not %d".formatted(MANIFESTS_MAX, tickets.size()));
            }
        }
    }

    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = ContentsResponse.TYPE, schema = @Schema(type = "string", format = "binary")))
    @PostMapping(path = "/contents", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The contents of up to 1,000 small files, 8 MiB together, one after the other",
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = TicketList.class))))
    void contents(Caller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (JsonBodies.Body<TicketList> body = bodies.read(request, TicketList.class, bodyMax)) {
            together.write(body.value().tickets().stream().map(tickets::check).toList(), response);
        }
    }

    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(mediaType = ChunkListResponse.TYPE, schema = @Schema(type = "string", format = "binary")))
    @GetMapping("/{id}/chunks")
    @Operation(summary = "Where a content is cut, for readers who have another version of it")
    void chunks(
            @PathVariable ManifestId id,
            @RequestParam(required = false) @Nullable String ticket,
            HttpServletResponse response)
            throws IOException {
        chunkLists.write(tickets.check(ticket, id), response);
    }
}
