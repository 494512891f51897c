package dev.strata.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.kernel.id.AccountId;
import dev.strata.platform.signing.SigningKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices keep cursors for months: those of yesterday must be read tomorrow. */
class CursorFormatTest {
    private static final AccountId ACCOUNT = AccountId.of("01900000-0000-7000-8000-00000000000a");
    private static final Cursor CURSOR = Cursor.at(
            UUID.fromString("01900000-0000-7000-8000-0000000000ee"),
            ACCOUNT,
            Map.of(UUID.fromString("01900000-0000-7000-8000-000000000001"), 42L),
            Map.of());
    private static final String JSON = """
            {"v":1,"epoch":"01900000-0000-7000-8000-0000000000ee","account":"01900000-0000-7000-8000-00000000000a",\
            "positions":{"01900000-0000-7000-8000-000000000001":42}}""";
    private static final String TEXT =
            "eyJ2IjoxLCJlcG9jaCI6IjAxOTAwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDBlZSIsImFjY291bnQiOiIwMT"
                    + "kwMDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMGEiLCJwb3NpdGlvbnMiOnsiMDE5MDAwMDAtMDAwMC03MDAw"
                    + "LTgwMDAtMDAwMDAwMDAwMDAxIjo0Mn19WXmnzI8N7MvM7-E_x-N-TTVY6S7VfMyOaXKjNIUar_8";

    @TempDir
    private Path directory;

    private Cursors cursors;

    @BeforeEach
    void useAKnownKey() throws IOException {
        Files.writeString(directory.resolve("cursor.key"), "00".repeat(32));
        cursors = new Cursors(new SigningKeys(directory, false));
    }

    @Test
    void isWrittenAsEver() {
        assertThat(cursors.write(CURSOR)).isEqualTo(TEXT);
    }

    @Test
    void isReadAsEver() {
        assertThat(cursors.read(TEXT, ACCOUNT)).isEqualTo(CURSOR);
    }

    @Test
    void holdsJsonAndASignature() {
        byte[] bytes = Base64.getUrlDecoder().decode(cursors.write(CURSOR));
        assertThat(new String(bytes, 0, bytes.length - 32, StandardCharsets.UTF_8))
                .isEqualTo(JSON);
    }

    @Test
    void aPlaceInASnapshotSurvives() {
        Cursor inSnapshot = CURSOR.inSnapshot(new Cursor.SnapshotPlace(new UUID(1, 2), new UUID(3, 4)));
        assertThat(cursors.read(cursors.write(inSnapshot), ACCOUNT)).isEqualTo(inSnapshot);
    }

    @Test
    void placesInMountsSurvive() {
        Cursor mounted = Cursor.at(CURSOR.epoch(), ACCOUNT, CURSOR.positions(), Map.of(new UUID(5, 6), 7L));
        assertThat(cursors.read(cursors.write(mounted), ACCOUNT)).isEqualTo(mounted);
    }

    @Test
    void whereAReaderBeganSurvivesUntilHeHasPassedIt() {
        UUID mount = new UUID(5, 6);
        Cursor within = CURSOR.readOn(CURSOR.positions(), Map.of(mount, 3L), Map.of(mount, 7L));
        Cursor read = cursors.read(cursors.write(within), ACCOUNT);
        assertThat(read).isEqualTo(within);
        assertThat(read.entered(mount)).isEqualTo(7);
        assertThat(read.readOn(CURSOR.positions(), Map.of(mount, 6L), Map.of(mount, 9L))
                        .entered(mount))
                .isEqualTo(7);
        assertThat(read.readOn(CURSOR.positions(), Map.of(mount, 7L), Map.of(mount, 9L))
                        .entered())
                .isEmpty();
    }

    @Test
    void isNotReadWithAnotherKey() throws IOException {
        Files.writeString(directory.resolve("cursor.key"), "01".repeat(32));
        Cursors others = new Cursors(new SigningKeys(directory, false));
        assertThatThrownBy(() -> others.read(TEXT, ACCOUNT)).isInstanceOf(InvalidCursorException.class);
    }

    @Test
    void aFormatOfAnotherReleaseMeansReset() {
        Cursor later = new Cursor(
                2, CURSOR.epoch(), ACCOUNT, CURSOR.positions(), CURSOR.mounts(), CURSOR.entered(), CURSOR.lost(), null);
        String text = cursors.write(later);
        assertThatThrownBy(() -> cursors.read(text, ACCOUNT)).isInstanceOf(FeedResetException.class);
    }
}
