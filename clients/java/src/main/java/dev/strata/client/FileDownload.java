package dev.strata.client;

import dev.strata.kernel.content.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Brings one content onto the disk. What has come lies beside the target in a file whose name says of which content it
 * is (the entity tag) and which digest was announced: so a later run can go on with it, and none takes it for another.
 */
final class FileDownload {
    /** As often in a row may a connection bring nothing at all. */
    private static final int BARREN_MAX = 4;

    private static final Pattern TAG = Pattern.compile("\"([A-Za-z0-9-]{1,80})\"");
    private static final int PARTIAL = 206;
    private static final int UNSATISFIABLE = 416;
    private static final String UNKNOWN = "unknown";

    private final Transport transport;
    private final Ticket ticket;
    private final Path target;
    private final Progress progress;
    private final Pauses pauses;

    /** Asks for an address of the content that is good for a while. */
    @FunctionalInterface
    interface Ticket {
        URI ask() throws IOException;
    }

    /**
     * What has come so far.
     *
     * @param tag of the content, without quotes
     * @param announced the digest as hex, or {@value #UNKNOWN}
     */
    private record Part(Path file, String tag, String announced) {
        long length() throws IOException {
            return Files.size(file);
        }
    }

    FileDownload(Transport transport, Ticket ticket, Path target, Progress progress) {
        this(transport, ticket, target, progress, Pauses.REAL);
    }

    FileDownload(Transport transport, Ticket ticket, Path target, Progress progress, Pauses pauses) {
        this.transport = transport;
        this.ticket = ticket;
        this.target = target.toAbsolutePath();
        this.progress = progress;
        this.pauses = pauses;
    }

    String run() throws IOException {
        Part part = receive();
        String digest = Digests.ofFile(part.file());
        if (!part.announced().equals(UNKNOWN) && !part.announced().equals(digest)) {
            Files.delete(part.file());
            throw new IOException("damaged on the way: received %s, announced %s".formatted(digest, part.announced()));
        }
        try (FileChannel file = FileChannel.open(part.file(), StandardOpenOption.WRITE)) {
            file.force(true);
        }
        Files.move(part.file(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return digest;
    }

    /** Until all of it is there. */
    private Part receive() throws IOException {
        int barren = 0;
        while (true) {
            Optional<Part> before = found();
            long had = before.isPresent() ? before.get().length() : 0;
            try {
                return receive(before.orElse(null), had);
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                Optional<Part> after = found();
                boolean more = after.isPresent() && after.get().length() > had;
                barren = more ? 1 : barren + 1;
                if (barren > BARREN_MAX) {
                    throw e;
                }
                pauses.after(barren);
            }
        }
    }

    private Part receive(@Nullable Part before, long had) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(ticket.ask());
        if (before != null && had > 0) {
            request.header("Range", "bytes=%d-".formatted(had)).header("If-Range", "\"" + before.tag() + "\"");
        }
        HttpResponse<InputStream> answer;
        try {
            answer = transport.send(request.build());
        } catch (StrataProblem e) {
            if (before != null && e.status() == UNSATISFIABLE) {
                Files.delete(before.file());
                throw new IOException("more has come than there is; beginning anew", e);
            }
            throw e;
        }
        try (InputStream bytes = answer.body()) {
            long left = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
            if (before != null && answer.statusCode() == PARTIAL) {
                write(bytes, before, had, left);
                return before;
            }
            Part part = begin(answer);
            write(bytes, part, 0, left);
            return part;
        }
    }

    private void write(InputStream from, Part part, long had, long left) throws IOException {
        long total = left < 0 ? -1 : had + left;
        try (FileChannel file = FileChannel.open(part.file(), StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            if (file.tryLock() == null) {
                throw new IOException("another program is downloading to " + target);
            }
            Digests.copy(from, Channels.newOutputStream(file), total, (bytes, _) -> progress.moved(had + bytes, total));
        }
        if (total >= 0 && part.length() != total) {
            throw new IOException("cut off: %d bytes of %d have come".formatted(part.length(), total));
        }
    }

    /** Another content than that of an older part: that one is of no use any more. */
    private Part begin(HttpResponse<?> answer) throws IOException {
        Optional<Part> old = found();
        if (old.isPresent()) {
            Files.delete(old.get().file());
        }
        Matcher tag = TAG.matcher(answer.headers().firstValue("ETag").orElse(""));
        String announced =
                answer.headers().firstValue("Repr-Digest").flatMap(Digests::hex).orElse(UNKNOWN);
        String known = tag.matches() ? tag.group(1) : UNKNOWN;
        Path file = folder().resolve("%s-%s-%s.part".formatted(prefix(), known, announced));
        Files.newOutputStream(file).close();
        return new Part(file, known, announced);
    }

    private Optional<Part> found() throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(prefix()) + "-(.+)-([0-9a-f]{64}|" + UNKNOWN + ")\\.part");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(), prefix() + "-*.part")) {
            for (Path file : files) {
                Matcher matcher = name.matcher(file.getFileName().toString());
                if (matcher.matches()) {
                    return Optional.of(new Part(file, matcher.group(1), matcher.group(2)));
                }
            }
        }
        return Optional.empty();
    }

    private Path folder() {
        return target.resolveSibling("").toAbsolutePath().normalize();
    }

    /** Short, whatever the target is called. */
    private String prefix() {
        byte[] name = target.getFileName().toString().getBytes(StandardCharsets.UTF_8);
        return ".strata-" + HexFormat.of().formatHex(Sha256.digest().digest(name), 0, 8);
    }
}
