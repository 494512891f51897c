package dev.strata.endtoend.kill;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Person;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A device that follows the change feed from one cursor to the next, and holds what it has been told. */
final class Replica {
    private static final int WAIT_SECONDS = 2;

    private final Map<String, JsonNode> nodes = new HashMap<>();
    private String cursor = "";

    /** Follows until the server no longer answers. */
    void follow(Person person) {
        try {
            while (true) {
                advance(person, WAIT_SECONDS);
            }
        } catch (UncheckedIOException e) {
            // The server is gone; the cursor says where to go on.
        }
    }

    /** Reads everything that is there to be read now. */
    void catchUp(Person person) {
        boolean more = true;
        while (more) {
            more = advance(person, 0);
        }
    }

    /** Takes one page, records and cursor together; says whether there is more. */
    private boolean advance(Person person, int wait) {
        Answer page = person.api().get("/v1/changes?wait=" + wait + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
        if (page.status() == 503) {
            return true;
        }
        page.is(200);
        for (JsonNode record : page.json().path("records")) {
            nodes.put(record.path("nodeId").asString(), record);
        }
        cursor = page.text("to");
        return page.json().path("hasMore").asBoolean();
    }

    /** What the device believes to be in a folder; by id. */
    Map<String, Known> children(String folder) {
        Map<String, Known> children = new HashMap<>();
        nodes.forEach((id, record) -> {
            boolean gone =
                    record.path("deleted").asBoolean() || record.path("trashed").asBoolean();
            if (!gone && record.path("parentId").asString("").equals(folder)) {
                children.put(id, Known.of(record));
            }
        });
        return children;
    }
}
