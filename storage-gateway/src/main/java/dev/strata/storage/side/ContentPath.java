package dev.strata.storage.side;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * A path as it stands in a URL. That of the folder where it begins has no names.
 *
 * @param in the folder where it begins; null for the root of the caller's home space
 */
public record ContentPath(@Nullable NodeId in, List<NodeName> names) {
    public static final String PREFIX = "/v1/content/";

    /** What the parameter is that names the folder. */
    public static final String IN = "The folder that the path begins at; the caller's home if it is left out";

    /**
     * Reads the raw request URI: a container's own decoding loses what follows a semicolon, and merges slashes.
     *
     * @throws IllegalArgumentException if it cannot be a path of nodes
     */
    public static ContentPath ofRequestUri(String uri) {
        return ofRequestUri(PREFIX, uri);
    }

    /** The same for paths that stand behind another prefix. */
    public static ContentPath ofRequestUri(String prefix, String uri) {
        if (!uri.startsWith(prefix)) {
            throw new IllegalArgumentException("not a content path: " + uri);
        }
        String rest = uri.substring(prefix.length());
        List<NodeName> names = new ArrayList<>();
        if (!rest.isEmpty()) {
            for (String segment : rest.split("/", -1)) {
                names.add(new NodeName(UriUtils.decode(segment, StandardCharsets.UTF_8)));
            }
        }
        return new ContentPath(null, List.copyOf(names));
    }

    /**
     * Reads what {@link #toString} writes; the slash in front may be missing.
     *
     * @throws IllegalArgumentException if it cannot be a path of nodes
     */
    public static ContentPath of(String text) {
        String rest = text.startsWith("/") ? text.substring(1) : text;
        return new ContentPath(
                null,
                rest.isEmpty()
                        ? List.of()
                        : Arrays.stream(rest.split("/", -1)).map(NodeName::new).toList());
    }

    /** The same names, beginning at that folder. */
    public ContentPath in(@Nullable NodeId folder) {
        return new ContentPath(folder, names);
    }

    /** The last name. */
    public NodeName name() {
        return names.getLast();
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** The names alone. */
    @Override
    public String toString() {
        return names.stream().map(NodeName::value).collect(Collectors.joining("/", "/", ""));
    }
}
