package dev.strata.storage.download;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;

/** Writes to the client, and tells his failures from those of the store. */
final class ClientOutput {
    private final HttpServletResponse response;
    private final OutputStream body;

    ClientOutput(HttpServletResponse response) throws IOException {
        this.response = response;
        this.body = response.getOutputStream();
    }

    /** Sends the headers. */
    void commit() throws ClientGoneException {
        try {
            response.flushBuffer();
        } catch (IOException e) {
            throw new ClientGoneException(e);
        }
    }

    void write(byte[] bytes) throws ClientGoneException {
        write(bytes, 0, bytes.length);
    }

    void write(byte[] bytes, int offset, int length) throws ClientGoneException {
        try {
            body.write(bytes, offset, length);
        } catch (IOException e) {
            throw new ClientGoneException(e);
        }
    }
}
