package dev.strata.query.freshness.web;

import dev.strata.platform.web.ProblemException;
import dev.strata.query.QuerySideConfiguration;
import dev.strata.query.freshness.Visibility;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Holds a question back until what the caller has written is visible. Only this side's own controllers are held. */
@Component
class AtLeastInterceptor implements HandlerInterceptor, WebMvcConfigurer {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String THIS_SIDE = QuerySideConfiguration.class.getPackageName() + ".";

    private final Visibility visibility;

    AtLeastInterceptor(Visibility visibility) {
        this.visibility = visibility;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String header = request.getHeader(AtLeast.HEADER);
        if (header != null && isOurs(handler)) {
            await(AtLeast.parse(header));
        }
        return true;
    }

    private static boolean isOurs(Object handler) {
        return handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith(THIS_SIDE);
    }

    private void await(AtLeast wanted) {
        if (!visibility.await(wanted.stream(), wanted.version(), PATIENCE)) {
            throw new ProblemException(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "not-yet-visible",
                            "Version %d of %s is not visible yet.".formatted(wanted.version(), wanted.stream()))
                    .withHeader(HttpHeaders.RETRY_AFTER, "1");
        }
    }
}
