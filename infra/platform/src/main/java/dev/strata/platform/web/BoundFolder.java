package dev.strata.platform.web;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * The folder that the request at hand must keep to: the one that the app password is bound to of which its token comes.
 * A side asks where it says what an account may do with a node, which all of its code has to ask: so no endpoint that is
 * open to such a token, however it comes by a node, goes out of the folder.
 */
public final class BoundFolder {
    /** The claim that names it. */
    public static final String CLAIM = "folder";

    private BoundFolder() {}

    /** Null if the token is bound to none, and where nobody has signed in. */
    public static @Nullable NodeId ofRequest() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken caller
                ? of(caller.getToken())
                : null;
    }

    /** The same for what this account may do; null too if the request is somebody else's. */
    public static @Nullable NodeId of(AccountId account) {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken caller
                        && account.toString().equals(caller.getToken().getSubject())
                ? of(caller.getToken())
                : null;
    }

    static @Nullable NodeId of(Jwt token) {
        String folder = token.getClaimAsString(CLAIM);
        return folder == null ? null : NodeId.of(folder);
    }
}
