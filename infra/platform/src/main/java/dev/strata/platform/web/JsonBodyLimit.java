package dev.strata.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON bodies up to a limit and keeps them, so that nothing behind it can be flooded and the bytes can be hashed. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class JsonBodyLimit extends OncePerRequestFilter {
    private final int bytesMax;
    private final List<LargeBodies> exempt;
    private final JsonMapper json;

    JsonBodyLimit(
            @Value("${strata.limits.json-body}") DataSize limit, ObjectProvider<LargeBodies> exempt, JsonMapper json) {
        this.bytesMax = Math.toIntExact(limit.toBytes());
        this.exempt = exempt.stream().toList();
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return exempt.stream().flatMap(large -> large.prefixes().stream()).anyMatch(path::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body = request.getContentLengthLong() > bytesMax
                ? null
                : request.getInputStream().readNBytes(bytesMax + 1);
        if (body == null || body.length > bytesMax) {
            Problems.write(
                    response,
                    json,
                    Problems.of(
                            HttpStatus.CONTENT_TOO_LARGE,
                            "body-too-large",
                            "The body may have %d bytes at most.".formatted(bytesMax)));
            return;
        }
        chain.doFilter(new KeptBody(request, body), response);
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
