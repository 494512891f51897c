package dev.strata.storage.web;

import dev.strata.platform.web.ProblemException;
import dev.strata.storage.memory.MemoryBudget;
import dev.strata.storage.memory.Reservation;
import dev.strata.storage.upload.RequestBytes;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON bodies that may be larger than others, within the memory for uploads. */
@Component
class JsonBodies {
    /** What a byte of JSON becomes at most, about, when it is read. */
    private static final int MEMORY_FACTOR = 4;

    /** What an entry of a manifest is in JSON, about. */
    private static final int ENTRY_BYTES = 100;

    private final JsonMapper json;
    private final MemoryBudget memory;

    JsonBodies(JsonMapper json, MemoryBudget uploadMemory) {
        this.json = json;
        this.memory = uploadMemory;
    }

    /** A value that has been read, and the memory that it may take; to be closed when it has been used. */
    record Body<T>(T value, Reservation memory) implements AutoCloseable {
        @Override
        public void close() {
            memory.close();
        }
    }

    <T> Body<T> read(HttpServletRequest request, Class<T> type, long bytesMax) throws IOException {
        long announced = request.getContentLengthLong();
        if (announced > bytesMax) {
            throw tooLarge(bytesMax);
        }
        Reservation reserved = memory.reserve(MEMORY_FACTOR * (announced < 0 ? bytesMax : announced));
        try {
            return new Body<>(parse(request, type, bytesMax), reserved);
        } catch (IOException | RuntimeException e) {
            reserved.close();
            throw e;
        }
    }

    /** The memory for so many entries of a manifest which a body means and does not spell out. */
    Reservation reserveEntries(long count) {
        return memory.reserve(MEMORY_FACTOR * ENTRY_BYTES * count);
    }

    private <T> T parse(HttpServletRequest request, Class<T> type, long bytesMax) throws IOException {
        byte[] bytes = RequestBytes.all(request.getInputStream(), Math.toIntExact(bytesMax));
        if (bytes.length > bytesMax) {
            throw tooLarge(bytesMax);
        }
        try {
            T value = json.readValue(bytes, type);
            if (value != null) {
                return value;
            }
        } catch (JacksonException e) {
            throw new HttpMessageNotReadableException("not readable", e, new ServletServerHttpRequest(request));
        }
        throw new HttpMessageNotReadableException("null", new ServletServerHttpRequest(request));
    }

    private static ProblemException tooLarge(long bytesMax) {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE,
                "body-too-large",
                "The body may have %d bytes at most.".formatted(bytesMax));
    }
}
