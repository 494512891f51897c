package dev.strata.standalone.operation;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Long work on the storage: begun, watched, and told how it ended. */
final class StorageJob {
    private static final long POLL_MILLIS = 500;
    private static final long LINE_POLLS = 10;

    private final Server server;
    private final String path;
    private final PrintWriter out;

    /** @param path of all jobs of this kind */
    @SuppressWarnings("MissingSummary") // the class says it
    StorageJob(Server server, String path, PrintWriter out) {
        this.server = server;
        this.path = path;
        this.out = out;
    }

    /** The exit code. */
    int run(String options) throws InterruptedException {
        String id = server.post(path + options).path("id").asString();
        ProgressLine line = new ProgressLine(out, LINE_POLLS);
        JsonNode job = find(id);
        while (job.path("state").asString().equals("running")) {
            String phase = job.path("phase").asString();
            line.show(phase, phase + "  " + figures(job));
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            job = find(id);
        }
        line.end();
        out.printf("%s  %s%n", job.path("state").asString(), figures(job));
        job.path("notes").forEach(note -> out.println("  " + note.asString()));
        return job.path("state").asString().equals("done") ? 0 : 1;
    }

    private JsonNode find(String id) {
        for (JsonNode job : server.get(path).path("items")) {
            if (job.path("id").asString().equals(id)) {
                return job;
            }
        }
        throw new OperationRefused("the server has forgotten the work " + id);
    }

    /** Such as {@code packs 12, packs added 3}. */
    private static String figures(JsonNode job) {
        List<String> texts = job.path("figures")
                .propertyStream()
                .map(figure -> String.format(
                        Locale.ROOT,
                        "%s %,d",
                        words(figure.getKey()),
                        figure.getValue().asLong(0)))
                .toList();
        return String.join(", ", texts);
    }

    private static String words(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
}
