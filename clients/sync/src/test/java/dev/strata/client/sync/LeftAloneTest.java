package dev.strata.client.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.strata.client.sync.Engine.Round;
import dev.strata.client.sync.SimulatedServer.Node;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the agent does not see: left out, unreadable, or on a disk that is away. */
class LeftAloneTest extends Rounds {
    @Test
    void whatCannotBeReadIsNotDeleted() throws IOException {
        disk.makeFolder("docs");
        disk.create("docs/a", "one");
        sync();
        disk.unreadable.add("docs");
        sync();
        assertThat(server.tree()).containsOnlyKeys("docs", "docs/a");
        server.addVersion(only("one").id(), 1, "two", "web");
        sync();
        assertThat(disk.content("docs/a")).isEqualTo("one");
        disk.unreadable.clear();
        sync();
        assertBoth(Map.of("docs", "/", "docs/a", "two"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsOnADiskThatIsTakenAwayIsNotDeleted(boolean emptyFolder) throws IOException {
        disk.makeFolder("photos");
        disk.mount("photos");
        disk.makeFolder("photos/deep");
        disk.create("photos/deep/a", "one");
        disk.create("photos/b", "two");
        sync();
        disk.unmount("photos", emptyFolder);
        if (emptyFolder) {
            disk.create("photos/not on the disk", "three");
        }
        assertThat(sync().scan().left()).containsOnlyKeys("photos");
        server.addVersion(only("two").id(), 1, "four", "web");
        sync();
        assertThat(server.tree()).containsOnlyKeys("photos", "photos/deep", "photos/deep/a", "photos/b");

        disk.remount();

        assertThat(sync().scan().left()).isEmpty();
        assertBoth(Map.of("photos", "/", "photos/deep", "/", "photos/deep/a", "one", "photos/b", "four"));
    }

    @Test
    void anotherDiskOfTheSameNumberIsNotTakenForAnEmptyOne() throws IOException {
        disk.makeFolder("photos");
        disk.mount("photos");
        disk.create("photos/a", "one");
        disk.create("photos/b", "two");
        sync();
        disk.remove("photos/a");
        disk.remove("photos/b");
        disk.create("photos/another", "three");
        assertThat(sync().lostDisks()).containsExactly("photos");
        assertThat(server.tree()).containsOnlyKeys("photos", "photos/a", "photos/b");

        engine.round(new Confirmed(Set.of(), Set.of("photos")));
        sync();

        assertBoth(Map.of("photos", "/", "photos/another", "three"));
    }

    @Test
    void anotherDiskThatHoldsTheSameIsAsGood() throws IOException {
        disk.makeFolder("photos");
        disk.create("photos/a", "one");
        disk.create("photos/b", "two");
        sync();
        disk.mount("photos");
        assertThat(sync().scan().left()).isEmpty();
        disk.remove("photos/a");
        sync();
        assertBoth(Map.of("photos", "/", "photos/b", "two"));
    }

    @Test
    void whatAnotherDiskLacksGoesWhenSomebodySaysSo() throws IOException {
        disk.makeFolder("photos");
        disk.create("photos/a", "one");
        disk.create("photos/b", "two");
        sync();
        disk.mount("photos");
        disk.remove("photos/a");
        assertThat(sync().lostDisks()).containsExactly("photos");
        assertThat(server.tree()).containsOnlyKeys("photos", "photos/a", "photos/b");

        engine.round(new Confirmed(Set.of(), Set.of("photos")));
        sync();

        assertBoth(Map.of("photos", "/", "photos/b", "two"));
    }

    @Test
    void whatIsLeftOutStaysOnBothSides() throws IOException {
        disk.create("a.tmp", "one");
        sync();
        Engine without = engine(IgnoreRules.of(List.of("*.tmp")));
        disk.remove("a.tmp");
        server.createFile(SimulatedServer.ROOT, "b.tmp", "two");
        sync(without);
        assertThat(server.tree()).isEqualTo(Map.of("a.tmp", "one", "b.tmp", "two"));
        assertThat(disk.tree()).isEmpty();
    }

    private Engine without(String... patterns) {
        disk.scope = IgnoreRules.of(List.of(patterns));
        return engine(disk.scope);
    }

    @Test
    void whatIsLeftOutDoesNotGoWithItsFolder() throws IOException {
        Engine engine = without("raw/");
        Node photos = server.createFolder(SimulatedServer.ROOT, "photos");
        Node raw = server.createFolder(photos.id(), "raw");
        server.createFile(raw.id(), "large", "one");
        server.createFile(photos.id(), "a", "two");
        server.createFile(photos.id(), "b", "three");
        sync(engine);
        disk.rename("photos/a", "a");
        disk.remove("photos");

        Round round = sync(engine);

        assertThat(server.tree())
                .isEqualTo(Map.of("photos", "/", "photos/raw", "/", "photos/raw/large", "one", "a", "two"));
        assertThat(disk.tree()).isEqualTo(Map.of("photos", "/", "a", "two"));
        assertThat(round.quiet()).isTrue();
    }

    @Test
    void aFolderThatIsDeletedThereStaysForWhatItHoldsHere() throws IOException {
        Engine engine = without("*.tmp");
        disk.makeFolder("project");
        disk.create("project/a", "one");
        sync(engine);
        disk.create("project/b.tmp", "two");
        server.trash(only("one").id(), null);
        String project = server.alive().getFirst().id();
        server.trash(project, null);

        Round round = sync(engine);

        assertThat(disk.tree()).isEqualTo(Map.of("project", "/", "project/b.tmp", "two"));
        assertThat(server.tree()).isEmpty();
        assertThat(round.quiet()).isTrue();
        assertThat(round.scan().left()).containsOnlyKeys("project");

        Node again = server.createFolder(SimulatedServer.ROOT, "project");
        server.createFile(again.id(), "c", "three");
        assertThat(sync(engine).scan().left()).isEmpty();
        assertThat(disk.tree()).isEqualTo(Map.of("project", "/", "project/b.tmp", "two", "project/c", "three"));
        assertThat(server.tree()).isEqualTo(Map.of("project", "/", "project/c", "three"));
    }

    @Test
    void aNameThatIsTakenByWhatIsLeftOutIsWaitedFor() throws IOException {
        Engine engine = without("/photos");
        server.createFolder(SimulatedServer.ROOT, "photos");
        disk.makeFolder("Photos");
        disk.create("Photos/a", "one");
        Round round = sync(engine);
        assertThat(round.pending())
                .extracting(Engine.Pending::path, Engine.Pending::why)
                .contains(tuple("Photos", "until its name is free on the server"));
        assertThat(server.tree()).containsOnlyKeys("photos");
    }
}
