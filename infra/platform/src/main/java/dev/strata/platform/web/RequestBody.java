package dev.strata.platform.web;

import jakarta.servlet.http.HttpServletRequest;

/** The bytes of a JSON request, for those who need them besides the parser. */
public final class RequestBody {
    private final byte[] bytes;

    RequestBody(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The body of this request, as it came. */
    public static byte[] of(HttpServletRequest request) {
        return ((RequestBody) request.getAttribute(RequestBody.class.getName())).bytes.clone();
    }
}
