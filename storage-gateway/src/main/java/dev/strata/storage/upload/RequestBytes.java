package dev.strata.storage.upload;

import dev.strata.platform.web.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Reads from the client, and tells his failures from those of the store. */
public final class RequestBytes {
    private static final Logger LOG = LoggerFactory.getLogger(RequestBytes.class);

    private RequestBytes() {}

    /** Reads until the length is reached or the body ends; says how many bytes there were. */
    public static int fill(InputStream body, byte[] target, int offset, int length) {
        try {
            return body.readNBytes(target, offset, length);
        } catch (IOException e) {
            throw brokeOff(e);
        }
    }

    /** Reads all, or one byte more than the most that is allowed. */
    public static byte[] all(InputStream body, int bytesMax) {
        try {
            return body.readNBytes(bytesMax + 1);
        } catch (IOException e) {
            throw brokeOff(e);
        }
    }

    private static ProblemException brokeOff(IOException failure) {
        LOG.debug("the client closed the connection", failure);
        return incomplete("the body broke off");
    }

    static boolean isAtEnd(InputStream body) {
        return fill(body, new byte[1], 0, 1) == 0;
    }

    static ProblemException incomplete(String found) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "body-incomplete", "Nothing was changed: " + found + ".");
    }
}
