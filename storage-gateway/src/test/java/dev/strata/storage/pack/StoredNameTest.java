package dev.strata.storage.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class StoredNameTest {
    private static final UUID ID = UUID.fromString("019e1b2c-3d4e-7f50-8a6b-0123456789ab");

    @Test
    void packsAreSpreadByTheirLastTwoDigits() {
        assertThat(StoredName.pack(ID).path()).isEqualTo("packs/ab/019e1b2c-3d4e-7f50-8a6b-0123456789ab");
    }

    @Test
    void keysLieTogether() {
        assertThat(StoredName.key(ID).path()).isEqualTo("keys/019e1b2c-3d4e-7f50-8a6b-0123456789ab");
    }

    @Test
    void pathsAreReadBack() {
        assertThat(StoredName.parse(StoredName.pack(ID).path())).contains(StoredName.pack(ID));
        assertThat(StoredName.parse(StoredName.key(ID).path())).contains(StoredName.key(ID));
    }

    @Test
    void otherPathsAreNoNames() {
        assertThat(StoredName.parse("packs/ac/019e1b2c-3d4e-7f50-8a6b-0123456789ab"))
                .isEmpty();
        assertThat(StoredName.parse("packs/AB/019E1B2C-3D4E-7F50-8A6B-0123456789AB"))
                .isEmpty();
        assertThat(StoredName.parse("keys/019e1b2c-3d4e-7f50-8a6b-0123456789a")).isEmpty();
        assertThat(StoredName.parse("keys/-----------------------------------1"))
                .isEmpty();
        assertThat(StoredName.parse("readme")).isEmpty();
    }
}
