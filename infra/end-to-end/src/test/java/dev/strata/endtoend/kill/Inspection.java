package dev.strata.endtoend.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Barrier;
import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.testing.Await;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Looks whether everything that was acknowledged is there: once, whole, in every view. */
final class Inspection {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Person person;

    /** Begins when the views show everything that has happened so far. */
    Inspection(Person person, Barrier barrier) {
        this.person = person;
        barrier.pass();
    }

    /** A folder must hold exactly this, in the listing and on a device that has followed the feed. */
    void check(String folder, Map<String, Known> expected, Replica replica) {
        assertThat(listed(folder)).as("the listing of folder %s", folder).isEqualTo(expected);
        Await.until(SOON, "the feed leads to the same end", () -> {
            replica.catchUp(person);
            assertThat(replica.children(folder)).isEqualTo(expected);
            return true;
        });
    }

    private Map<String, Known> listed(String folder) {
        Map<String, Known> listed = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (JsonNode node : person.children(folder)) {
            Known known = Known.of(node);
            assertThat(names.add(known.name())).as("%s is there once", known).isTrue();
            assertThat(listed.put(known.id(), known)).isNull();
        }
        return listed;
    }

    /** Every file must come out whole, by a ticket of its own. */
    void download(Iterable<Known> nodes) {
        for (Known node : nodes) {
            if (!node.sha256().isEmpty()) {
                String location = person.api()
                        .get("/v1/files/%s/content".formatted(node.id()))
                        .is(307)
                        .header("Location");
                byte[] content = person.api().anonymous().get(location).is(200).body();
                assertThat(Bytes.sha256(content)).as("the content of %s", node).isEqualTo(node.sha256());
            }
        }
    }
}
