package dev.strata.storage.web;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.Caller;
import dev.strata.storage.upload.ChunkIntake;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Chunks, for clients that cut files themselves. */
@RestController
@RequestMapping("/v1/chunks")
class ChunkController {
    static final String MANY = "application/vnd.strata.chunks";

    private static final int QUESTION_MAX = 1 << 20;

    private final ChunkIntake chunks;
    private final JsonBodies bodies;

    ChunkController(ChunkIntake chunks, JsonBodies bodies) {
        this.chunks = chunks;
        this.bodies = bodies;
    }

    record Question(SpaceId spaceId, List<ChunkId> ids) {}

    record Missing(List<ChunkId> missing) {}

    record Stored(ChunkId id) {}

    @PostMapping(path = "/missing", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Which of these chunks the space lacks",
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = Question.class))))
    Missing missing(Caller caller, HttpServletRequest request) throws IOException {
        try (JsonBodies.Body<Question> body = bodies.read(request, Question.class, QUESTION_MAX)) {
            Question question = body.value();
            return new Missing(chunks.missing(caller, question.spaceId(), question.ids()));
        }
    }

    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PutMapping("/{id}")
    @Operation(
            summary = "Stores one chunk: 201 if the space did not have it, 200 if it did",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "application/octet-stream",
                                            schema = @Schema(type = "string", format = "binary"))))
    ResponseEntity<Stored> put(
            Caller caller, @PathVariable ChunkId id, @RequestParam SpaceId space, HttpServletRequest request)
            throws IOException {
        boolean added = chunks.put(caller, space, id, request.getContentLengthLong(), request.getInputStream());
        return ResponseEntity.status(added ? HttpStatus.CREATED : HttpStatus.OK).body(new Stored(id));
    }

    @PostMapping(consumes = MANY)
    @Operation(
            summary = "Stores many chunks from one body",
            requestBody =
                    @RequestBody(
                            content = @Content(mediaType = MANY, schema = @Schema(type = "string", format = "binary"))))
    ChunkIntake.Counted putAll(Caller caller, @RequestParam SpaceId space, HttpServletRequest request)
            throws IOException {
        return chunks.putAll(caller, space, request.getContentLengthLong(), request.getInputStream());
    }
}
