package dev.strata.platform.web;

import java.util.List;
import org.springframework.http.HttpMethod;

/**
 * What the access token of an app password opens: files, and what tells of them. Everything that is not named here is
 * closed to it, such as the account, its sessions, administration and sharing, and so is what comes new.
 */
public final class ScopedEndpoints {
    /** The claim that says so; a token without it is one of a person and opens everything. */
    public static final String CLAIM = "scope";

    public static final String READ = "read";
    public static final String READ_AND_WRITE = "read write";

    /** What is put before a scope to make an authority. */
    static final String AUTHORITY = "scope:";

    static final List<HttpMethod> READING = List.of(HttpMethod.GET, HttpMethod.HEAD);

    /** The storage gateway asks for {@code /v1/me} in the caller's name, to learn the home space. */
    static final String[] READABLE = {
        "/v1/me",
        "/v1/nodes/*",
        "/v1/nodes/*/children",
        "/v1/nodes/*/comments",
        "/v1/files/*/versions",
        "/v1/files/*/content",
        "/v1/paths/**",
        "/v1/content/**",
        "/v1/verification/**",
        "/v1/uploads",
        "/v1/uploads/*",
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

    /**
     * No POST does nothing but read: also asking for missing chunks and for a placement keeps something. Undo is not here,
     * because it gives grants back that were taken away.
     */
    static final String[] WRITABLE = {
        "/v1/folders",
        "/v1/files",
        "/v1/files/*/versions",
        "/v1/files/*/versions/*/restore",
        "/v1/nodes/*",
        "/v1/nodes/*/name",
        "/v1/nodes/*/parent",
        "/v1/nodes/*/copies",
        "/v1/nodes/*/description",
        "/v1/nodes/*/modified-time",
        "/v1/nodes/*/tags/*",
        "/v1/nodes/*/star",
        "/v1/nodes/*/lock",
        "/v1/nodes/*/trash",
        "/v1/nodes/*/comments",
        "/v1/nodes/*/comments/*",
        "/v1/trash",
        "/v1/batch",
        "/v1/conflicts/*/resolution",
        "/v1/placements",
        "/v1/chunks/**",
        "/v1/manifests/**",
        "/v1/content/**",
        "/v1/uploads/**"
    };

    private ScopedEndpoints() {}
}
