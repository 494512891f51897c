package dev.strata.storage.web;

import dev.strata.kernel.content.DownloadTicket;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ExpectedVersion;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.download.ContentResponse;
import dev.strata.storage.download.Tickets;
import dev.strata.storage.side.Answer;
import dev.strata.storage.side.ContentPath;
import dev.strata.storage.side.QuerySide;
import dev.strata.storage.upload.AnnouncedDigest;
import dev.strata.storage.upload.AnnouncedProfile;
import dev.strata.storage.upload.ContentUpload;
import dev.strata.storage.upload.UploadConditions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Whole files by their path in the caller's home space, or in a folder that is shared with him. */
@RestController
@RequestMapping("/v1/content/{*path}")
class ContentController {
    private final ContentUpload uploads;
    private final QuerySide queries;
    private final Tickets tickets;
    private final ContentResponse contents;
    private final JsonMapper json;

    ContentController(
            ContentUpload uploads, QuerySide queries, Tickets tickets, ContentResponse contents, JsonMapper json) {
        this.uploads = uploads;
        this.queries = queries;
        this.tickets = tickets;
        this.contents = contents;
        this.json = json;
    }

    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PutMapping
    @Operation(
            summary = "Stores the streamed body as a file or as a new version of one",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary"))))
    ResponseEntity<byte[]> put(
            Caller caller,
            HttpServletRequest request,
            @Parameter(description = ContentPath.IN) @RequestParam(required = false) @Nullable NodeId in,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            @RequestParam(required = false) @Nullable String conflict,
            @RequestParam(required = false) @Nullable Instant modifiedAt,
            @Parameter(description = "How a new file is cut; every later version is cut as the one before it")
                    @RequestParam(required = false)
                    @Nullable
                    String profile)
            throws IOException {
        ContentPath path = path(request).in(in);
        refuseParts(request);
        UploadConditions conditions = UploadConditions.of(ifMatch, ifNoneMatch, conflict);
        ContentUpload.Announcement announced = new ContentUpload.Announcement(
                request.getContentLengthLong(),
                request.getContentType(),
                digests(request),
                modifiedAt,
                AnnouncedProfile.of(profile));
        ContentUpload.Outcome outcome = uploads.put(caller, path, conditions, announced, request.getInputStream());
        return outcome.answer().passOn(isNew(outcome) ? HttpStatus.CREATED : HttpStatus.OK);
    }

    @GetMapping
    @Operation(summary = "The content of a file, whole or in ranges; the ETag can be used in If-Match of a PUT")
    void get(
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            @Parameter(description = ContentPath.IN) @RequestParam(required = false) @Nullable NodeId in,
            @RequestHeader(name = "Strata-At-Least", required = false) @Nullable String atLeast,
            @RequestParam(required = false) @Nullable String version)
            throws IOException {
        QuerySide.Admission admission = queries.ticket(caller, path(request).in(in), atLeast, version);
        DownloadTicket ticket = tickets.check(admission.ticket());
        String etag = version == null ? ExpectedVersion.etag(admission.version()) : ContentResponse.etag(ticket);
        contents.write(ticket, etag, request, response);
    }

    private static ContentPath path(HttpServletRequest request) {
        ContentPath path;
        try {
            path = ContentPath.ofRequestUri(request.getRequestURI());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(HttpStatus.BAD_REQUEST, "invalid-value", "path: " + e.getMessage());
        }
        if (path.isEmpty()) {
            throw new ProblemException(HttpStatus.CONFLICT, "not-a-file", "An empty path is that of a folder.");
        }
        return path;
    }

    /** A client that means a part, or another form of the content, must not have it taken for the whole. */
    static void refuseParts(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.CONTENT_RANGE) != null) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "partial-content", "A file is sent whole: no Content-Range.");
        }
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new ProblemException(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "encoded-content",
                    "A file is sent as it is: no Content-Encoding.");
        }
    }

    static List<String> digests(HttpServletRequest request) {
        return AnnouncedDigest.parse(Stream.of("Repr-Digest", "Content-Digest")
                .flatMap(name -> Collections.list(request.getHeaders(name)).stream())
                .toList());
    }

    /** A conflict copy is a new file, although there was one at this path. */
    private boolean isNew(ContentUpload.Outcome outcome) {
        Answer answer = outcome.answer();
        return outcome.base() == null
                || !outcome.base()
                        .toString()
                        .equals(json.readTree(answer.body()).path("id").asString());
    }
}
