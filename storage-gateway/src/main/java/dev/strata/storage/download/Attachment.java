package dev.strata.storage.download;

import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** {@code Content-Disposition} (RFC 6266): always an attachment, so that no browser runs what somebody stored. */
final class Attachment {
    private Attachment() {}

    /** The name for every client, and in ASCII for those that know no better. */
    static String header(String name) {
        StringBuilder ascii = new StringBuilder();
        name.codePoints().forEach(point -> ascii.appendCodePoint(isPlain(point) ? point : '_'));
        return "attachment; filename=\"%s\"; filename*=UTF-8''%s"
                .formatted(ascii, UriUtils.encode(name, StandardCharsets.UTF_8));
    }

    private static boolean isPlain(int point) {
        return point >= ' ' && point < 127 && "\"\\%/".indexOf(point) < 0;
    }
}
