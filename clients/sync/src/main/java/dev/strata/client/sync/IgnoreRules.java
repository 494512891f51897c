package dev.strata.client.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is left out, as {@code .strataignore} says, which reads like {@code .gitignore}: a pattern a line, {@code #} begins a
 * comment, {@code *} and {@code ?} stand for anything within a name, {@code **} for any folders; a pattern with a slash
 * before its end begins at the top, one that ends with a slash means folders only, one that begins with {@code !} takes
 * back what an earlier one left out. The last pattern that fits decides.
 */
final class IgnoreRules implements Scope {
    static final String FILE = ".strataignore";
    static final String OWN_FOLDER = ".strata";

    /** So begins the name of what is on its way into a folder of another disk. */
    static final String STAGED = ".strata-in-";

    private final List<String> lines;
    private final List<Rule> rules = new ArrayList<>();

    private record Rule(Pattern pattern, boolean foldersOnly, boolean leavesOut) {}

    private IgnoreRules(List<String> lines) {
        this.lines = List.copyOf(lines);
        lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> rules.add(rule(line)));
    }

    static IgnoreRules of(List<String> lines) {
        return new IgnoreRules(lines);
    }

    List<String> lines() {
        return lines;
    }

    /**
     * The rules of a folder.
     *
     * @param more patterns that hold in addition
     */
    static IgnoreRules read(Path root, List<String> more) throws IOException {
        Path file = root.resolve(FILE);
        List<String> lines = new ArrayList<>();
        if (Files.isRegularFile(file)) {
            // Whatever somebody has written there must not stop an agent: bytes that are no UTF-8 fit no name.
            new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().forEach(lines::add);
        }
        lines.addAll(more);
        return of(lines);
    }

    @Override
    public boolean leavesOut(String path, boolean folder) {
        if (path.equals(OWN_FOLDER) || path.startsWith(STAGED, path.lastIndexOf('/') + 1)) {
            return true;
        }
        boolean out = false;
        for (Rule rule : rules) {
            if ((folder || !rule.foldersOnly()) && rule.pattern().matcher(path).matches()) {
                out = rule.leavesOut();
            }
        }
        return out;
    }

    private static Rule rule(String line) {
        boolean leavesOut = !line.startsWith("!");
        String glob = leavesOut ? line : line.substring(1);
        boolean foldersOnly = glob.endsWith("/");
        if (foldersOnly) {
            glob = glob.substring(0, glob.length() - 1);
        }
        boolean fromTop = glob.contains("/");
        if (glob.startsWith("/")) {
            glob = glob.substring(1);
        }
        return new Rule(Pattern.compile((fromTop ? "" : "(.*/)?") + regex(glob)), foldersOnly, leavesOut);
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            if (glob.startsWith("**/", i)) {
                regex.append("(.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i += 1;
            } else if (glob.charAt(i) == '*') {
                regex.append("[^/]*");
            } else if (glob.charAt(i) == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(glob.charAt(i))));
            }
        }
        return regex.toString();
    }
}
