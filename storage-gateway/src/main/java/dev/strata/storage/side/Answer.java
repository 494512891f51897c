package dev.strata.storage.side;

import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpResponse;

/** What another side answered, whole, to be read or passed on unchanged. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(HttpStatusCode status, HttpHeaders headers, byte[] body) {
    private static final int BODY_MAX = 1 << 20;

    static Answer of(ClientHttpResponse response) throws IOException {
        byte[] body = response.getBody().readNBytes(BODY_MAX + 1);
        if (body.length > BODY_MAX) {
            throw new IOException("another side answered with more than %d bytes".formatted(BODY_MAX));
        }
        return new Answer(response.getStatusCode(), response.getHeaders(), body);
    }

    /** This answer, unless it is a refusal. */
    Answer orRefused() {
        if (status.isError()) {
            throw new RefusedBySideException(this);
        }
        return this;
    }

    /** For the client: the status, or the given one, and what says something about the body. */
    public ResponseEntity<byte[]> passOn(HttpStatusCode as) {
        HttpHeaders passed = new HttpHeaders();
        for (String name : new String[] {HttpHeaders.CONTENT_TYPE, HttpHeaders.ETAG, HttpHeaders.RETRY_AFTER}) {
            String value = headers.getFirst(name);
            if (value != null) {
                passed.set(name, value);
            }
        }
        return ResponseEntity.status(as).headers(passed).body(body);
    }
}
