package dev.strata.platform.web;

import dev.strata.kernel.account.AccountRole;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.platform.session.EndedSessions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Makes the {@link Caller} from the verified access token. */
class CallerResolver implements HandlerMethodArgumentResolver {
    /** The claim that names what the account may do beyond its own; absent for most. */
    static final String ROLE = "role";

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Caller resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        if (!(SecurityContextHolder.getContext().getAuthentication()
                instanceof JwtAuthenticationToken authentication)) {
            throw new IllegalStateException("an endpoint that takes the caller cannot be public");
        }
        Jwt token = authentication.getToken();
        String device = token.getClaimAsString("device");
        String session = token.getClaimAsString(EndedSessions.CLAIM);
        String role = token.getClaimAsString(ROLE);
        HttpServletRequest servlet = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        return new Caller(
                AccountId.of(Objects.requireNonNull(token.getSubject(), "access tokens have a subject")),
                device == null ? null : DeviceId.of(device),
                session == null ? null : UUID.fromString(session),
                BoundFolder.of(token),
                role == null ? AccountRole.USER : AccountRole.of(role),
                servlet.getRemoteAddr(),
                "Bearer " + token.getTokenValue());
    }
}
