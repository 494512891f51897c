package dev.strata.endtoend.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which side answers what, from the list that the gateway's nginx reads: {@code infra/gateway/routes.map}. */
public final class Routes {
    /** The gateway's folder, seen from this module's. */
    static final Path GATEWAY = Path.of("../gateway").toAbsolutePath().normalize();

    private static final Pattern LINE = Pattern.compile("\"~(.+)\"\\s+(\\w+);");
    private static final Map<String, Jar> SIDES = Map.of(
            "command", Jar.COMMAND_SIDE,
            "query", Jar.QUERY_SIDE,
            "storage", Jar.STORAGE_GATEWAY,
            "sync", Jar.SYNC_PROJECTOR);

    private final Map<Pattern, Jar> routes = new LinkedHashMap<>();

    private Routes() {}

    public static Routes read() {
        Routes read = new Routes();
        try {
            for (String line : Files.readAllLines(GATEWAY.resolve("routes.map"))) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    read.routes.put(
                            Pattern.compile(matcher.group(1)), SIDES.getOrDefault(matcher.group(2), Jar.COMMAND_SIDE));
                }
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Jar sideOf(String method, String path) {
        String request = method + " " + path;
        return routes.entrySet().stream()
                .filter(route -> route.getKey().matcher(request).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Jar.COMMAND_SIDE);
    }
}
