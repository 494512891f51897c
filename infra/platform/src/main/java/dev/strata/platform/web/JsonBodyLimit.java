package dev.strata.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON bodies up to a size and for a time, and keeps them, so that nothing behind it can be flooded and the bytes can
 * be hashed. Stands behind the check of the access token: who has none cannot make anybody keep anything, but for the few
 * requests that need none.
 */
@Component
@Order(JsonBodyLimit.AFTER_LIMITS)
class JsonBodyLimit extends OncePerRequestFilter {
    /** Behind the limit of the account, which has -90. */
    static final int AFTER_LIMITS = -80;

    private static final int PIECE = 8192;

    private final int bytesMax;
    private final Duration timeMax;
    private final List<Pattern> exempt;
    private final JsonMapper json;

    JsonBodyLimit(
            @Value("${strata.limits.json-body}") DataSize limit,
            @Value("${strata.limits.json-body-time}") Duration timeMax,
            ObjectProvider<LargeBodies> exempt,
            JsonMapper json) {
        this.bytesMax = Math.toIntExact(limit.toBytes());
        this.timeMax = timeMax;
        this.exempt = exempt.stream()
                .flatMap(large -> large.prefixes().stream())
                .map(JsonBodyLimit::pattern)
                .toList();
        this.json = json;
    }

    private static Pattern pattern(String prefix) {
        return Pattern.compile(
                Arrays.stream(prefix.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]+")));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            boolean large = isLarge(request);
            refuseEncoded(request, large);
            chain.doFilter(large ? request : new KeptBody(request, read(request)), response);
        } catch (BodyRefused refused) {
            Problems.write(response, json, refused.problem);
        }
    }

    private boolean isLarge(HttpServletRequest request) {
        String path = request.getRequestURI();
        return exempt.stream().anyMatch(prefix -> prefix.matcher(path).lookingAt());
    }

    /** A few compressed bytes can stand for very many, and no client needs to compress a command. */
    private static void refuseEncoded(HttpServletRequest request, boolean large) throws BodyRefused {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        String type = request.getContentType();
        boolean isJson = !large || (type != null && type.contains("json"));
        if (isJson && encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new BodyRefused(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "body-encoded", "Send the body without a Content-Encoding.");
        }
    }

    private byte[] read(HttpServletRequest request) throws IOException, BodyRefused {
        if (request.getContentLengthLong() > bytesMax) {
            throw tooLarge();
        }
        long end = System.nanoTime() + timeMax.toNanos();
        InputStream in = request.getInputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            body.write(piece, 0, count);
            if (body.size() > bytesMax) {
                throw tooLarge();
            }
            if (System.nanoTime() > end) {
                throw new BodyRefused(
                        HttpStatus.REQUEST_TIMEOUT,
                        "body-too-slow",
                        "The body must be there within %d seconds.".formatted(timeMax.toSeconds()));
            }
        }
        return body.toByteArray();
    }

    private BodyRefused tooLarge() {
        return new BodyRefused(
                HttpStatus.CONTENT_TOO_LARGE,
                "body-too-large",
                "The body may have %d bytes at most.".formatted(bytesMax));
    }

    /** Never leaves this class. */
    private static final class BodyRefused extends Exception {
        private final transient ProblemDetail problem;

        BodyRefused(HttpStatus status, String code, String detail) {
            super(detail);
            this.problem = Problems.of(status, code, detail);
        }
    }

    private static final class KeptBody extends HttpServletRequestWrapper {
        private final byte[] body;

        KeptBody(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
            request.setAttribute(RequestBody.class.getName(), new RequestBody(body));
        }

        @Override
        public ServletInputStream getInputStream() {
            return new KeptStream(new ByteArrayInputStream(body));
        }
    }

    private static final class KeptStream extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        KeptStream(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("JSON bodies are read blocking");
        }
    }
}
