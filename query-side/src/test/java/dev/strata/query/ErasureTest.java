package dev.strata.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.id.GrantId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.erasure.SubjectKeys;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;

/** What is left of an account here once it is erased. */
class ErasureTest {
    private static final String NAME = "Zephyrine";
    private static final String AUDIT = "audit_trail";

    private final RunningQuerySide side = RunningQuerySide.shared();
    private final EventLog log = EventLog.of(side);

    @Test
    void nothingOfTheAccountIsLeftAndAReplayBringsNothingBack() {
        Person zoe = Person.opened(log);
        Person bob = Person.opened(log);
        aBusyLife(zoe, bob);
        side.awaitProjections();
        assertThat(text(side.rows())).contains(NAME, zoe.login());
        Map<String, List<String>> ofBob = mentioning(bob.space());

        erase(zoe);
        side.awaitProjections();
        Map<String, List<String>> after = side.rows();

        assertThat(text(after)).doesNotContain(NAME, zoe.login());
        Map<String, List<String>> left = mentioning(zoe.space());
        assertThat(left.remove(AUDIT))
                .isNotEmpty()
                .anyMatch(row -> row.contains("FolderCreated") && row.contains("[erased]"));
        assertThat(left.values()).allMatch(List::isEmpty);
        assertThat(mentioning(bob.space())).isEqualTo(ofBob);
        assertThat(log()).doesNotContain(NAME, zoe.login());

        replay();
        assertThat(side.rows()).isEqualTo(after);
        assertThat(side.get(bob, "/v1/nodes/" + bob.root() + "/children").status())
                .isEqualTo(200);
    }

    @Test
    void whatComesAfterTheErasureIsNotReadable() {
        Person zoe = Person.opened(log);
        NodeId folder = zoe.folder(zoe.root(), NAME + " at work");
        side.awaitProjections();
        erase(zoe);
        side.awaitProjections();
        side.jdbc()
                .sql("""
                        INSERT INTO log.event (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                            payload_type, payload, meta_data)
                        SELECT 'late', ?, 0, type, time_stamp, payload_type,
                            convert_to(replace(convert_from(payload, 'UTF8'), ?, ?), 'UTF8'), meta_data
                          FROM log.event WHERE aggregate_identifier = ?""")
                .params(zoe.space().toString(), folder.toString(), zoe.space().toString(), folder.toString())
                .update();
        side.awaitProjections();
        assertThat(text(side.rows())).doesNotContain(NAME).contains(zoe.space().toString());
    }

    private void aBusyLife(Person zoe, Person bob) {
        NodeId folder = zoe.folder(zoe.root(), NAME + " & family");
        NodeId file = zoe.file(folder, NAME + ".txt");
        zoe.addVersion(file, 2, 'b');
        zoe.rename(file, NAME + ".txt", "Letters of " + NAME);
        zoe.move(file, folder, zoe.root(), "Letters of " + NAME);
        zoe.tag(file, NAME);
        zoe.describe(file, null, "By " + NAME);
        zoe.aBitOfEveryAttribute(file);
        NodeId trashed = zoe.file(zoe.root(), "Old " + NAME);
        zoe.trash(trashed, zoe.root(), "Old " + NAME);
        NodeId purged = zoe.file(zoe.root(), "Gone " + NAME);
        zoe.trash(purged, zoe.root(), "Gone " + NAME);
        zoe.purge(purged);
        zoe.conflict(zoe.file(folder, NAME + " (conflict)"), file);
        zoe.device("Phone of " + NAME);
        GrantId grant = zoe.grant(folder, bob, "viewer");
        zoe.revoke(grant, folder, bob);
        NodeId shared = bob.folder(bob.root(), "Shared");
        bob.revoke(bob.grant(shared, zoe, "editor"), shared, zoe);
        bob.star(shared);
    }

    private void erase(Person person) {
        log.erase(person, side.bean(SubjectKeys.class), side.bean(PlatformTransactionManager.class));
    }

    private void replay() {
        RunningQuerySide.PROJECTIONS.forEach(name -> {
            StreamingEventProcessor processor = side.processor(name);
            processor.shutDown();
            processor.resetTokens();
            processor.start();
        });
        side.awaitProjections();
    }

    private Map<String, List<String>> mentioning(Object id) {
        return side.rows().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        table -> table.getValue().stream()
                                .filter(row -> row.contains(id.toString()))
                                .toList()));
    }

    private static String text(Map<String, List<String>> rows) {
        return rows.values().stream().flatMap(List::stream).collect(Collectors.joining("\n"));
    }

    private String log() {
        return String.join(
                "\n",
                side.jdbc()
                        .sql("SELECT convert_from(payload, 'UTF8') || convert_from(meta_data, 'UTF8') FROM log.event")
                        .query((row, _) -> row.getString(1))
                        .list());
    }
}
