package dev.strata.storage.web;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeName;
import dev.strata.platform.web.ExpectedVersion;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.upload.LinkUpload;
import dev.strata.storage.upload.LinkUpload.Announcement;
import dev.strata.storage.upload.LinkUpload.Stranger;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** Files of strangers, who have a public link and no account. */
@RestController
@RequestMapping("/v1/public/{token}")
class LinkUploadController {
    private static final String PASS = "Strata-Link-Pass";

    private final LinkUpload uploads;

    LinkUploadController(LinkUpload uploads) {
        this.uploads = uploads;
    }

    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PutMapping("/files/{name}")
    @Operation(
            summary = "Stores the streamed body as a new file; never in place of another one",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary"))))
    ResponseEntity<byte[]> create(
            @PathVariable String token,
            @PathVariable("name") String ignored,
            @RequestParam(required = false) @Nullable NodeId parent,
            @RequestParam(required = false) @Nullable String conflict,
            @RequestHeader(name = PASS, required = false) @Nullable String pass,
            HttpServletRequest http)
            throws IOException {
        ContentController.refuseParts(http);
        return uploads.create(
                        stranger(token, pass, http),
                        parent,
                        name(http),
                        keepsBoth(conflict),
                        announced(http),
                        http.getInputStream())
                .passOn(HttpStatus.CREATED);
    }

    @PutMapping("/nodes/{nodeId}/content")
    @Operation(
            summary = "Stores the streamed body as the newest version of a file",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary"))))
    ResponseEntity<byte[]> replace(
            @PathVariable String token,
            @PathVariable NodeId nodeId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = PASS, required = false) @Nullable String pass,
            HttpServletRequest http)
            throws IOException {
        ContentController.refuseParts(http);
        Long base = ExpectedVersion.parse(ifMatch);
        return uploads.replace(stranger(token, pass, http), nodeId, base, announced(http), http.getInputStream())
                .passOn(HttpStatus.OK);
    }

    private static Stranger stranger(String token, @Nullable String pass, HttpServletRequest http) {
        return new Stranger(token, pass, http.getRemoteAddr());
    }

    private static Announcement announced(HttpServletRequest http) {
        return new Announcement(http.getContentLengthLong(), http.getContentType(), ContentController.digests(http));
    }

    /** From the raw path: a container's own decoding loses what follows a semicolon. */
    private static NodeName name(HttpServletRequest http) {
        String uri = http.getRequestURI();
        try {
            return new NodeName(UriUtils.decode(uri.substring(uri.lastIndexOf('/') + 1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(HttpStatus.BAD_REQUEST, "invalid-value", "name: " + e.getMessage());
        }
    }

    private static boolean keepsBoth(@Nullable String conflict) {
        return switch (conflict == null ? "fail" : conflict) {
            case "fail" -> false;
            case "keep-both" -> true;
            default ->
                throw new ProblemException(
                        HttpStatus.BAD_REQUEST, "invalid-value", "conflict: one of fail, keep-both, not " + conflict);
        };
    }
}
