package dev.strata.storage.upload;

import dev.strata.kernel.content.Sha256;
import dev.strata.platform.web.ProblemException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/** SHA-256 digests in {@code Repr-Digest} and {@code Content-Digest} (RFC 9530); other algorithms are left alone. */
public final class AnnouncedDigest {
    private static final Pattern SHA_256 = Pattern.compile("(?:^|,)[ \\t]*sha-256[ \\t]*=[ \\t]*([^,;]*)");
    private static final Pattern BYTES = Pattern.compile(":([A-Za-z0-9+/=]*):[ \\t]*");

    private AnnouncedDigest() {}

    /** The digests, in hex, that the content must have. */
    public static List<String> parse(List<String> headers) {
        return headers.stream()
                .flatMap(header -> SHA_256.matcher(header).results())
                .map(match -> hex(match.group(1)))
                .toList();
    }

    private static String hex(String value) {
        Matcher bytes = BYTES.matcher(value);
        if (!bytes.matches()) {
            throw malformed(value);
        }
        try {
            String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(bytes.group(1)));
            if (Sha256.isHex(hex)) {
                return hex;
            }
        } catch (IllegalArgumentException notBase64) {
            throw malformed(value);
        }
        throw malformed(value);
    }

    private static ProblemException malformed(String value) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST, "invalid-value", "not a digest (sha-256=:<base64 of 32 bytes>:): " + value);
    }

    /** The same digest as the value of a header. */
    public static String header(String sha256) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256)) + ":";
    }
}
