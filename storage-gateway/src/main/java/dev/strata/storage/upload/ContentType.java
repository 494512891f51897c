package dev.strata.storage.upload;

import dev.strata.platform.web.ProblemException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/** What kind of content a file has: as the client says, or as its name suggests. */
public final class ContentType {
    public static final String UNKNOWN = MediaType.APPLICATION_OCTET_STREAM_VALUE;

    private static final int LENGTH_MAX = 127;

    /** What tools send when they do not know. */
    private static final Set<String> MEANINGLESS =
            Set.of(MediaType.APPLICATION_FORM_URLENCODED_VALUE, MediaType.APPLICATION_OCTET_STREAM_VALUE);

    private ContentType() {}

    public static String of(@Nullable String stated, String name) {
        String normal = stated == null || stated.isBlank() ? UNKNOWN : normalise(stated);
        return MEANINGLESS.contains(normal)
                ? MediaTypeFactory.getMediaType(name).map(MediaType::toString).orElse(UNKNOWN)
                : normal;
    }

    /**
     * One spelling, and nothing that could end a header. Of the parameters only the character set stays: others, such as
     * the name of a file, would be told by the event for ever.
     */
    public static String normalise(String stated) {
        try {
            MediaType whole = MediaType.parseMediaType(stated);
            MediaType type = new MediaType(whole, charset(whole));
            String text = type.toString();
            if (type.isConcrete() && text.length() <= LENGTH_MAX && text.chars().allMatch(c -> c >= ' ' && c < 127)) {
                return text;
            }
        } catch (InvalidMediaTypeException e) {
            throw invalid(stated);
        }
        throw invalid(stated);
    }

    private static Map<String, String> charset(MediaType type) {
        String name = type.getParameter("charset");
        return name == null ? Map.of() : Map.of("charset", name);
    }

    private static ProblemException invalid(String stated) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST,
                "invalid-value",
                "not a media type of at most %d characters: %s".formatted(LENGTH_MAX, stated));
    }
}
