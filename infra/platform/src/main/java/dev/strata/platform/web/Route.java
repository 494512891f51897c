package dev.strata.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.servlet.HandlerMapping;

/** What the log calls a request by: its method and the pattern of its path, as paths can hold the names of files. */
public final class Route {
    private Route() {}

    public static String of(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return request.getMethod() + " " + (pattern == null ? "(no endpoint)" : pattern);
    }
}
