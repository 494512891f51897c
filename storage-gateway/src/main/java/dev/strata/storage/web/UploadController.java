package dev.strata.storage.web;

import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.session.PlacedFile;
import dev.strata.storage.session.UploadId;
import dev.strata.storage.session.UploadParts;
import dev.strata.storage.session.UploadState;
import dev.strata.storage.session.UploadWriter;
import dev.strata.storage.session.Uploads;
import dev.strata.storage.side.ContentPath;
import dev.strata.storage.upload.AnnouncedDigest;
import dev.strata.storage.upload.AnnouncedProfile;
import dev.strata.storage.upload.UploadConditions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Uploads that come in pieces; {@code docs/uploads.md} has the protocol. */
@RestController
@RequestMapping("/v1/uploads")
class UploadController {
    private static final String BYTES = "application/offset+octet-stream";
    private static final int BODY_MAX = 64 << 10;

    private final Uploads uploads;
    private final UploadWriter writer;
    private final UploadParts parts;
    private final JsonBodies bodies;

    UploadController(Uploads uploads, UploadWriter writer, UploadParts parts, JsonBodies bodies) {
        this.uploads = uploads;
        this.writer = writer;
        this.parts = parts;
        this.bodies = bodies;
    }

    /**
     * What will come, and where it goes.
     *
     * @param in the folder that the path begins at; null for the caller's home
     * @param profile how a new file is to be cut
     * @param ifMatch and {@code ifNoneMatch}: as the headers of the same names
     */
    record NewUpload(
            String path,
            @Nullable NodeId in,
            @Nullable Long length,
            @Nullable String mediaType,
            @Nullable Instant modifiedAt,
            @Nullable String sha256,
            @Nullable String profile,
            @Nullable String conflict,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch) {

        NewUpload {
            ContentPath.of(path);
            announcement(length, mediaType, modifiedAt, sha256, profile);
        }

        Uploads.Announcement announcement() {
            return announcement(length, mediaType, modifiedAt, sha256, profile);
        }

        private static Uploads.Announcement announcement(
                @Nullable Long length,
                @Nullable String mediaType,
                @Nullable Instant modifiedAt,
                @Nullable String sha256,
                @Nullable String profile) {
            return new Uploads.Announcement(length, mediaType, modifiedAt, sha256, AnnouncedProfile.of(profile));
        }
    }

    /** A list that is never long enough to need a cursor. */
    record OpenUploads(List<UploadState> items, @Nullable String nextCursor) {}

    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Begins an upload that comes in pieces",
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = NewUpload.class))))
    ResponseEntity<UploadState> begin(Caller caller, HttpServletRequest request) throws IOException {
        try (JsonBodies.Body<NewUpload> body = bodies.read(request, NewUpload.class, BODY_MAX)) {
            NewUpload asked = body.value();
            ContentPath path = ContentPath.of(asked.path()).in(asked.in());
            if (path.isEmpty()) {
                throw new ProblemException(HttpStatus.CONFLICT, "not-a-file", "An empty path is that of a folder.");
            }
            UploadState state = uploads.begin(
                    caller,
                    path,
                    UploadConditions.of(asked.ifMatch(), asked.ifNoneMatch(), asked.conflict()),
                    asked.announcement());
            return with(state, ResponseEntity.created(URI.create("/v1/uploads/" + state.uploadId())))
                    .body(state);
        }
    }

    @GetMapping
    @Operation(summary = "The uploads that the caller has begun and not finished")
    OpenUploads open(Caller caller) {
        return new OpenUploads(uploads.open(caller), null);
    }

    @GetMapping("/{id}")
    @Operation(summary = "Where an upload stands; HEAD answers the same in headers")
    ResponseEntity<UploadState> state(Caller caller, @PathVariable UploadId id) {
        UploadState state = uploads.state(caller, id);
        return with(state, ResponseEntity.ok()).body(state);
    }

    @PatchMapping(path = "/{id}", consumes = BYTES)
    @Operation(
            summary = "Adds bytes to the end of an upload; with the last ones it becomes a file",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(mediaType = BYTES, schema = @Schema(type = "string", format = "binary"))))
    ResponseEntity<byte[]> append(
            Caller caller,
            @PathVariable UploadId id,
            @RequestHeader("Upload-Offset") long offset,
            @RequestHeader(name = "Upload-Complete", required = false) @Nullable String complete,
            HttpServletRequest request)
            throws IOException {
        if (offset < 0) {
            throw invalid("Upload-Offset: 0 or more, not " + offset);
        }
        if (complete != null && !complete.equals("?1") && !complete.equals("?0")) {
            throw invalid("Upload-Complete: ?1 or ?0, not " + complete);
        }
        return answer(writer.append(
                caller,
                id,
                new UploadWriter.Piece(
                        offset, request.getContentLengthLong(), "?1".equals(complete), request.getInputStream())));
    }

    @PutMapping("/{id}/parts/{number}")
    @Operation(
            summary = "Sends one part of an upload, or sends it again",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "application/octet-stream",
                                            schema = @Schema(type = "string", format = "binary"))))
    UploadState.Part part(
            Caller caller, @PathVariable UploadId id, @PathVariable int number, HttpServletRequest request)
            throws IOException {
        return parts.put(
                caller, id, number, request.getContentLengthLong(), digests(request), request.getInputStream());
    }

    @PostMapping("/{id}/completion")
    @Operation(summary = "Makes a file of what has come, or says again which file that was")
    ResponseEntity<byte[]> complete(Caller caller, @PathVariable UploadId id, HttpServletRequest request)
            throws IOException {
        return answer(writer.complete(caller, id, digests(request)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Gives an upload up; a file that it has become stays")
    void delete(Caller caller, @PathVariable UploadId id) {
        uploads.delete(caller, id);
    }

    private static List<String> digests(HttpServletRequest request) {
        return AnnouncedDigest.parse(Stream.of("Repr-Digest", "Content-Digest")
                .flatMap(name -> Collections.list(request.getHeaders(name)).stream())
                .toList());
    }

    private static ResponseEntity<byte[]> answer(UploadWriter.Outcome outcome) {
        PlacedFile placed = outcome.placed();
        if (placed == null) {
            return with(outcome.state(), ResponseEntity.status(HttpStatus.NO_CONTENT))
                    .build();
        }
        ResponseEntity.BodyBuilder builder = with(outcome.state(), ResponseEntity.status(placed.status()));
        if (placed.etag() != null) {
            builder.eTag(placed.etag());
        }
        return builder.contentType(MediaType.APPLICATION_JSON)
                .body(placed.body().getBytes(StandardCharsets.UTF_8));
    }

    /** The state in headers, as tus has them. */
    private static ResponseEntity.BodyBuilder with(UploadState state, ResponseEntity.BodyBuilder builder) {
        builder.header("Upload-Offset", Long.toString(state.offset()))
                .headers(headers -> headers.setInstant("Upload-Expires", state.expiresAt()))
                .header("Upload-Complete", state.complete() ? "?1" : "?0")
                .cacheControl(CacheControl.noStore());
        if (state.length() != null) {
            builder.header("Upload-Length", Long.toString(state.length()));
        }
        return builder;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-value", detail);
    }
}
