package dev.strata.endtoend.model;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text as it must be written in URLs. */
final class Encoded {
    private Encoded() {}

    static String path(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
