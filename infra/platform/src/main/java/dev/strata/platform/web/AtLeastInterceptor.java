package dev.strata.platform.web;

import dev.strata.platform.axon.ProjectionGroups;
import dev.strata.platform.axon.ProjectionProgress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Holds a reader back until what he has written is visible to the side that he asks, within two seconds. */
@Component
class AtLeastInterceptor implements HandlerInterceptor, WebMvcConfigurer {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ProjectionProgress progress;
    private final List<ProjectionGroups> sides;

    AtLeastInterceptor(ProjectionProgress progress, ObjectProvider<ProjectionGroups> sides) {
        this.progress = progress;
        this.sides = sides.stream().toList();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws InterruptedException {
        String header = request.getHeader(AtLeast.HEADER);
        Optional<ProjectionGroups> side = sideOf(handler);
        if (header != null && side.isPresent()) {
            await(side.get(), AtLeast.parse(header));
        }
        return true;
    }

    /** Only a side that projects can be behind. */
    private Optional<ProjectionGroups> sideOf(Object handler) {
        return handler instanceof HandlerMethod method
                ? sides.stream().filter(side -> side.isOf(method.getBeanType())).findAny()
                : Optional.empty();
    }

    private void await(ProjectionGroups side, AtLeast wanted) throws InterruptedException {
        if (!progress.awaitVersion(side, wanted.stream(), wanted.version(), PATIENCE)) {
            throw new ProblemException(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "not-yet-visible",
                            "Version %d of %s is not visible yet.".formatted(wanted.version(), wanted.stream()))
                    .withHeader(HttpHeaders.RETRY_AFTER, "1");
        }
    }
}
