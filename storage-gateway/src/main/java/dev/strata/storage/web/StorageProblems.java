package dev.strata.storage.web;

import dev.strata.platform.web.Problems;
import dev.strata.platform.web.Route;
import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.chunk.CorruptChunkException;
import dev.strata.storage.chunk.MissingChunkException;
import dev.strata.storage.chunk.StorageFullException;
import dev.strata.storage.manifest.MalformedManifestException;
import dev.strata.storage.side.RefusedBySideException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Failures of the chunk store, and refusals of other sides, as problem documents. */
@RestControllerAdvice(basePackageClasses = StorageProblems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class StorageProblems {
    private static final Logger LOG = LoggerFactory.getLogger(StorageProblems.class);

    @ExceptionHandler
    ResponseEntity<byte[]> onRefusal(RefusedBySideException refusal) {
        return refusal.answer().passOn(refusal.answer().status());
    }

    /** When the answer has begun, throwing is what breaks the connection, so that nobody takes it for complete. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> onStoreFailure(
            ChunkStoreException failure, HttpServletRequest request, HttpServletResponse response)
            throws ChunkStoreException {
        LOG.error("{}: the chunk store failed", Route.of(request), failure);
        if (response.isCommitted()) {
            throw failure;
        }
        return switch (failure) {
            case CorruptChunkException _, MalformedManifestException _ ->
                problem(HttpStatus.BAD_GATEWAY, "chunk-corrupt", "What is stored is damaged, and is not handed out.");
            case MissingChunkException _ ->
                problem(HttpStatus.BAD_GATEWAY, "chunk-missing", "Something that should be stored is missing.");
            case StorageFullException _ ->
                problem(HttpStatus.INSUFFICIENT_STORAGE, "storage-full", "No room is left. Nothing was changed.");
            default ->
                problem(HttpStatus.SERVICE_UNAVAILABLE, "storage-unavailable", "The chunk store failed. Try again.");
        };
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String code, String detail) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, "5");
        }
        return answer.body(Problems.of(status, code, detail));
    }
}
