package dev.strata.query.moment;

import dev.strata.platform.web.BoundFolder;
import dev.strata.platform.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Gives controllers the {@link Moment} that the parameter {@code at} of a request means. The API document shows the
 * parameter in its place. A request that is bound to a folder sees the present only: in the past, other nodes were in it.
 */
@Component
class MomentResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    private final Moments moments;

    MomentResolver(Moments moments) {
        this.moments = moments;
    }

    @Override
    public void addArgumentResolvers(java.util.List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Moment.class;
    }

    @Override
    public Moment resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        String at = request.getParameter("at");
        if (at != null && BoundFolder.ofRequest() != null) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "insufficient-scope",
                    "An app password for one folder shows it as it is now.");
        }
        return moments.of(at);
    }
}
