package dev.strata.sync.freshness;

import dev.strata.platform.axon.ProjectionGroups;
import dev.strata.platform.axon.ProjectionProgress;
import dev.strata.platform.web.ProblemException;
import dev.strata.sync.SyncProjectorConfiguration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Holds a reader back until the feed has what he has written. Only this side's own controllers are held. */
@Component
class AtLeastInterceptor implements HandlerInterceptor, WebMvcConfigurer {
    private static final String HEADER = "Strata-At-Least";
    private static final Pattern SYNTAX =
            Pattern.compile("([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})@([1-9][0-9]{0,17})");
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long POLL_MILLIS = 5;
    private static final String THIS_SIDE = SyncProjectorConfiguration.class.getPackageName() + ".";

    private final ProjectionProgress progress;
    private final ProjectionGroups groups;

    AtLeastInterceptor(ProjectionProgress progress, @Qualifier("syncProjections") ProjectionGroups groups) {
        this.progress = progress;
        this.groups = groups;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws InterruptedException {
        String wanted = request.getHeader(HEADER);
        if (wanted != null && isOurs(handler)) {
            Matcher matcher = SYNTAX.matcher(wanted.strip());
            if (!matcher.matches()) {
                throw new ProblemException(
                        HttpStatus.BAD_REQUEST,
                        "invalid-at-least",
                        "%s is <id>@<version>, with the version from an ETag; not %s".formatted(HEADER, wanted));
            }
            require(matcher.group(1).toLowerCase(Locale.ROOT), Long.parseLong(matcher.group(2)));
        }
        return true;
    }

    private static boolean isOurs(Object handler) {
        return handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith(THIS_SIDE);
    }

    private void require(String stream, long version) throws InterruptedException {
        if (!await(stream, version, System.nanoTime() + PATIENCE.toNanos())) {
            throw new ProblemException(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "not-yet-visible",
                            "Version %d of %s is not in the feed yet.".formatted(version, stream))
                    .withHeader(HttpHeaders.RETRY_AFTER, "1");
        }
    }

    /** The version need not be committed yet. */
    private boolean await(String stream, long version, long deadline) throws InterruptedException {
        OptionalLong position = progress.positionOf(stream, version);
        while (position.isEmpty()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            position = progress.positionOf(stream, version);
        }
        return progress.awaitPosition(groups, position.getAsLong(), Duration.ofNanos(deadline - System.nanoTime()));
    }
}
