package dev.strata.client.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.strata.client.Digests;
import dev.strata.client.sync.Scan.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTreeTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    private Path root;

    private SqliteStore store;
    private DiskTree tree;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectory(root.resolve(".strata"));
        store = SqliteStore.open(root.resolve(".strata").resolve("sync.db"));
        tree = new DiskTree(root, store, IgnoreRules.of(java.util.List.of("*.tmp")), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Path incoming(String content) throws IOException {
        return Files.writeString(tree.temporary(content.length()), content);
    }

    private Fingerprint known(String path) throws IOException {
        Fingerprint known = tree.fingerprint(path);
        assertThat(known).isNotNull();
        return known;
    }

    @Test
    void showsFilesAndFoldersAndNothingElse() throws IOException {
        Files.createDirectory(root.resolve("docs"));
        Files.writeString(root.resolve("docs/a.txt"), "hello");
        Files.writeString(root.resolve("docs/b.tmp"), "left out");
        Files.createSymbolicLink(root.resolve("link"), root.resolve("docs"));
        Scan scan = tree.scan();
        assertThat(scan.entries()).extracting(Entry::path).containsExactly("docs", "docs/a.txt");
        assertThat(scan.entries().getLast().sha256())
                .isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(scan.left()).containsOnlyKeys("link");
        assertThat(scan.unknown()).containsExactly("link");
    }

    @Test
    void aGlanceTellsWhetherAnythingHasChangedAndReadsNoFile() throws IOException {
        Files.createDirectory(root.resolve("docs"));
        Path file = Files.writeString(root.resolve("docs/a.txt"), "hello");
        Files.createSymbolicLink(root.resolve("link"), root.resolve("docs"));
        Set<String> digests = new HashSet<>(Set.of(tree.scan().digest()));
        assertThat(tree.glance().digest()).isIn(digests);
        assertThat(tree.glance().entries()).extracting(Entry::sha256).containsOnlyNulls();

        Files.setLastModifiedTime(file, FileTime.from(TIME));
        assertThat(digests.add(tree.glance().digest())).isTrue();
        Files.writeString(root.resolve("docs/b.tmp"), "left out");
        assertThat(digests.add(tree.glance().digest())).isFalse();
        Files.move(file, root.resolve("a.txt"));
        assertThat(digests.add(tree.glance().digest())).isTrue();
        Files.delete(root.resolve("link"));
        assertThat(digests.add(tree.glance().digest())).isTrue();
        Files.createDirectory(root.resolve("link"));
        assertThat(digests.add(tree.glance().digest())).isTrue();
        assertThat(tree.glance().digest()).isEqualTo(tree.scan().digest());
    }

    @Test
    void aFileKeepsItsKeyWhenItIsMoved() throws IOException {
        Files.writeString(root.resolve("a"), "hello");
        Fingerprint before = known("a");
        tree.move("a", before, "b");
        assertThat(known("b")).isEqualTo(before);
        Files.writeString(root.resolve("a"), "another");
        assertThat(known("a").key()).isNotEqualTo(before.key());
    }

    /** A disk without times of birth answers for them when a file was changed: no such time may be in a key. */
    @Test
    void aFileStaysTheSameWhateverItsTimes() throws IOException {
        Path file = Files.writeString(root.resolve("a"), "hello");
        String key = known("a").key();
        Files.setLastModifiedTime(file, FileTime.from(TIME));
        assertThat(known("a").key()).isEqualTo(key);
        String folder = tree.key();
        Files.writeString(root.resolve("b"), "hello");
        assertThat(tree.key()).isEqualTo(folder);
        assertThat(Fingerprints.isSame("(dev=1,ino=2) 17", "(dev=1,ino=2)")).isTrue();
        assertThat(Fingerprints.isSame("(dev=1,ino=2) 17", "(dev=1,ino=2) 18")).isFalse();
        assertThat(Fingerprints.isSame("(dev=1,ino=2)", "(dev=1,ino=23)")).isFalse();
    }

    @Test
    void filesKnowTheirDisk() throws IOException {
        Files.writeString(root.resolve("a"), "hello");
        assumeThat(Files.getFileAttributeView(root, PosixFileAttributeView.class))
                .isNotNull();
        assertThat(known("a").disk()).isEqualTo(tree.scan().disk()).isNotEmpty();
    }

    /** As a folder is on another disk than the incoming files when something is mounted there. */
    @Test
    void whatComesToAnotherDiskIsNeverThereByHalf() throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeThat(memory).isDirectory();
        assumeThat(Files.getFileStore(memory)).isNotEqualTo(Files.getFileStore(root));
        Path other = Files.createTempDirectory(memory, "strata-test-");
        try {
            Files.delete(root.resolve(".strata/tmp"));
            Files.createSymbolicLink(root.resolve(".strata/tmp"), other);
            Files.writeString(root.resolve("old"), "old");
            Files.writeString(other.resolve("moved"), "moved");

            Path first = incoming("new");
            Fingerprint ready = tree.prepare(first, TIME);
            assertThat(tree.install(first, "new", null)).contains(known("new"));
            assertThat(known("new")).isNotEqualTo(ready);
            Path second = incoming("newer");
            tree.prepare(second, TIME);
            assertThat(tree.install(second, "old", known("old"))).contains(known("old"));
            tree.move(".strata/tmp/moved", known(".strata/tmp/moved"), "moved");

            assertThat(root.resolve("new")).hasContent("new");
            assertThat(Files.getLastModifiedTime(root.resolve("new")).toInstant())
                    .isEqualTo(TIME);
            assertThat(root.resolve("old")).hasContent("newer");
            assertThat(root.resolve("moved")).hasContent("moved");
            assertThat(tree.scan().entries()).extracting(Entry::path).containsExactly("moved", "new", "old");
            assertThat(other.resolve("moved")).doesNotExist();

            Files.createDirectory(other.resolve("folder"));
            Fingerprint folder = known(".strata/tmp/folder");
            assertThatThrownBy(() -> tree.move(".strata/tmp/folder", folder, "folder"))
                    .hasMessageContaining("cannot be moved to another disk");
        } finally {
            Files.deleteIfExists(other.resolve("folder"));
            try (var left = Files.newDirectoryStream(other)) {
                for (Path file : left) {
                    Files.delete(file);
                }
            }
            Files.delete(other);
        }
    }

    @Test
    void whatWasLeftOnTheWayToAnotherDiskGoesWithTheNextStart() throws IOException {
        Files.writeString(root.resolve(".strata-in-1"), "half");
        Files.writeString(root.resolve(".strata/staged"), ".strata-in-1\n.strata-in-gone\n");
        assertThat(tree.scan().entries()).isEmpty();
        new DiskTree(root, store, Scope.ALL, Clock.systemUTC());
        assertThat(root.resolve(".strata-in-1")).doesNotExist();
        assertThat(root.resolve(".strata/staged")).doesNotExist();
    }

    @Test
    void whatLiesDeeperThanPathsCanBeIsLeftAndSaid() throws IOException {
        Path deep = root;
        String name = "x".repeat(200);
        while (deep.toString().length() < 3_500) {
            deep = Files.createDirectory(deep.resolve(name));
        }
        Path other = Files.createDirectory(root.resolve("other"));
        while (other.toString().length() < 1_500) {
            other = Files.createDirectory(other.resolve(name));
        }
        Files.writeString(root.resolve("a"), "hello");
        Files.move(root.resolve("other"), deep.resolve("other"));

        Scan scan = tree.scan();

        assertThat(scan.entries()).extracting(Entry::path).contains("a");
        assertThat(scan.left().values()).singleElement().asString().contains("cannot be read");
        assertThat(scan.unknown()).isEqualTo(scan.left().keySet());
        Files.move(deep.resolve("other"), root.resolve("other"));
    }

    @Test
    void whatComesHasItsTime() throws IOException {
        Path incoming = incoming("hello");
        Fingerprint known = tree.prepare(incoming, TIME);
        tree.install(incoming, "a", null);
        assertThat(root.resolve("a")).hasContent("hello");
        assertThat(Files.getLastModifiedTime(root.resolve("a")).toInstant()).isEqualTo(TIME);
        assertThat(known("a")).isEqualTo(known);
    }

    @Test
    void whatReplacesAFileKeepsItsMode() throws IOException {
        Files.writeString(root.resolve("run.sh"), "old");
        Files.setPosixFilePermissions(root.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-x---"));
        Path incoming = incoming("new");
        tree.prepare(incoming, TIME);
        tree.install(incoming, "run.sh", known("run.sh"));
        assertThat(root.resolve("run.sh")).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("run.sh"))))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void nothingReplacesWhatWasChangedMeanwhile() throws IOException {
        Files.writeString(root.resolve("a"), "old");
        Fingerprint planned = known("a");
        Files.writeString(root.resolve("a"), "edited");
        Path incoming = incoming("new");
        tree.prepare(incoming, TIME);
        assertThatThrownBy(() -> tree.install(incoming, "a", planned)).isInstanceOf(OutdatedException.class);
        assertThatThrownBy(() -> tree.install(incoming, "a", null)).isInstanceOf(OutdatedException.class);
        assertThatThrownBy(() -> tree.delete("a", planned)).isInstanceOf(OutdatedException.class);
        assertThatThrownBy(() -> tree.move("a", planned, "b")).isInstanceOf(OutdatedException.class);
        assertThat(root.resolve("a")).hasContent("edited");
    }

    @Test
    void aNameThatThisSystemCannotHoldIsThisSystemsProblem() {
        assertThatThrownBy(() -> tree.placeFolder("a\0b"))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("no name for this system");
        assertThatThrownBy(() -> LocalException.unless(() -> tree.placeFolder("x".repeat(300))))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("File name too long");
        assertThatThrownBy(() -> tree.isBlocked("a\0b/c")).isInstanceOf(LocalException.class);
    }

    @Test
    void nothingIsMovedOverAnotherFile() throws IOException {
        Files.writeString(root.resolve("a"), "one");
        Files.writeString(root.resolve("b"), "two");
        assertThatThrownBy(() -> tree.move("a", known("a"), "b")).isInstanceOf(OutdatedException.class);
        assertThat(root.resolve("b")).hasContent("two");
    }

    @Test
    void aFolderThatHoldsSomethingIsNotDeleted() throws IOException {
        Files.createDirectory(root.resolve("docs"));
        Files.writeString(root.resolve("docs/b.tmp"), "left out");
        assertThatThrownBy(() -> tree.delete("docs", known("docs"))).isInstanceOf(OutdatedException.class);
    }

    @Test
    void nothingIsPutThroughASymbolicLink(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(root.resolve("docs"), elsewhere);
        Path incoming = incoming("new");
        assertThatThrownBy(() -> tree.install(incoming, "docs/a", null)).isInstanceOf(OutdatedException.class);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void whatIsNotKeptInSyncBlocksItsPlace() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), root);
        Files.writeString(root.resolve("a.tmp"), "left out");
        Files.writeString(root.resolve("a"), "kept");
        assertThat(tree.isBlocked("link")).isTrue();
        assertThat(tree.isBlocked("a.tmp")).isTrue();
        assertThat(tree.isBlocked("a")).isFalse();
        assertThat(tree.isBlocked("nothing")).isFalse();
    }

    @Test
    void aDiskThatIsTooFullIsNotWrittenTo() {
        assertThatThrownBy(() -> tree.temporary(Long.MAX_VALUE))
                .isInstanceOf(NoRoomException.class)
                .hasMessageContaining("are free on this disk");
        assertThat(root.resolve(".strata/tmp")).isEmptyDirectory();
    }

    @Test
    void anEmptiedFolderIsNoFolderWithoutFiles() throws IOException {
        Files.delete(root.resolve(".strata/tmp"));
        assertThatThrownBy(() -> tree.scan()).isInstanceOf(RootGoneException.class);
    }

    /** As rsync and programs for encrypted disks do it. */
    @Test
    void whatWasWrittenWithItsTimeSetBackIsNeitherReplacedNorDeleted() throws IOException {
        Path file = Files.writeString(root.resolve("a"), "hello");
        Files.setLastModifiedTime(file, FileTime.from(TIME));
        tree.scan();
        Fingerprint planned = known("a");
        assumeThat(Fingerprints.changed(file)).isPresent();
        OptionalLong read = Fingerprints.changed(file);
        while (Fingerprints.changed(file).equals(read)) {
            Files.writeString(file, "HELLO");
            Files.setLastModifiedTime(file, FileTime.from(TIME));
        }
        assertThat(known("a")).isEqualTo(planned);

        assertThatThrownBy(() -> tree.delete("a", planned)).isInstanceOf(OutdatedException.class);
        Path incoming = incoming("new");
        tree.prepare(incoming, TIME);
        String before = tree.scan().entries().getFirst().sha256();
        assertThat(before).isEqualTo(Digests.of("HELLO".getBytes(StandardCharsets.UTF_8)));
        tree.install(incoming, "a", known("a"));
        assertThat(file).hasContent("new");
    }

    @Test
    void aFileIsReadAgainOnlyIfItHasChanged() throws IOException {
        Path file = Files.writeString(root.resolve("a"), "hello");
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(TIME));
        String before = tree.scan().entries().getFirst().sha256();
        Files.writeString(file, "HELLO");
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(TIME));
        assertThat(tree.scan().entries().getFirst().sha256()).isEqualTo(before);
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(TIME.plusSeconds(1)));
        assertThat(tree.scan().entries().getFirst().sha256()).isNotEqualTo(before);
    }
}
