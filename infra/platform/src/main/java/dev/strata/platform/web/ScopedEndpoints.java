package dev.strata.platform.web;

import java.util.List;
import org.springframework.http.HttpMethod;

/**
 * What the access token of an app password opens: files, and what tells of them. Everything that is not named here is
 * closed to it, such as the account, its sessions, administration and sharing, and so is what comes new.
 *
 * <p>One that is bound to a folder opens less: requests that name the node that they are about, by its id or by its path,
 * which {@link BoundFolder} then holds to the folder. Closed to it are lists of more than one folder, the trash and the past;
 * what belongs to the account, such as stars; and chunks and manifests, where the hash of a chunk that is anywhere in the
 * space would do to obtain its bytes.
 */
public final class ScopedEndpoints {
    /** The claim that says so; a token without it is one of a person and opens everything. */
    public static final String CLAIM = "scope";

    public static final String READ = "read";
    public static final String READ_AND_WRITE = "read write";

    /** What is put before a scope to make an authority. */
    static final String AUTHORITY = "scope:";

    /** The same for tokens that are bound to a folder. */
    static final String AUTHORITY_IN_FOLDER = "folder:";

    static final List<HttpMethod> READING = List.of(HttpMethod.GET, HttpMethod.HEAD);

    /** With or without a folder. The storage gateway asks for {@code /v1/me} in the caller's name, to learn the home space. */
    static final String[] READABLE_IN_FOLDER = {
        "/v1/me",
        "/v1/nodes/*",
        "/v1/nodes/*/children",
        "/v1/files/*/versions",
        "/v1/files/*/content",
        "/v1/paths/**",
        "/v1/content/**",
        "/v1/uploads",
        "/v1/uploads/*"
    };

    /** Without a folder only. */
    static final String[] READABLE = {
        "/v1/nodes/*/comments",
        "/v1/verification/**",
        "/v1/changes",
        "/v1/socket",
        "/v1/search",
        "/v1/recent",
        "/v1/starred",
        "/v1/trash",
        "/v1/usage",
        "/v1/activity",
        "/v1/diff",
        "/v1/conflicts",
        "/v1/shared-with-me"
    };

    static final List<HttpMethod> WRITING =
            List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    /** With or without a folder. The storage gateway asks for placements in the caller's name. */
    static final String[] WRITABLE_IN_FOLDER = {
        "/v1/folders",
        "/v1/files",
        "/v1/files/*/versions",
        "/v1/nodes/*/name",
        "/v1/nodes/*/parent",
        "/v1/nodes/*/copies",
        "/v1/nodes/*/trash",
        "/v1/placements",
        "/v1/content/**",
        "/v1/uploads/**"
    };

    /**
     * Without a folder only. No POST does nothing but read: also asking for missing chunks keeps something. Undo is not here,
     * because it gives grants back that were taken away.
     */
    static final String[] WRITABLE = {
        "/v1/files/*/versions/*/restore",
        "/v1/nodes/*",
        "/v1/nodes/*/description",
        "/v1/nodes/*/modified-time",
        "/v1/nodes/*/tags/*",
        "/v1/nodes/*/star",
        "/v1/nodes/*/lock",
        "/v1/nodes/*/comments",
        "/v1/nodes/*/comments/*",
        "/v1/trash",
        "/v1/batch",
        "/v1/conflicts/*/resolution",
        "/v1/chunks/**",
        "/v1/manifests/**"
    };

    private ScopedEndpoints() {}
}
