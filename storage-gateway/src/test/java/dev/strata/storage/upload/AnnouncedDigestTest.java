package dev.strata.storage.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.platform.web.ProblemException;
import dev.strata.storage.manifest.Manifests;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncedDigestTest {
    private static final String EMPTY = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";

    @Test
    void readsAndWritesADigest() {
        assertThat(AnnouncedDigest.parse(List.of(EMPTY))).containsExactly(Manifests.EMPTY_SHA_256);
        assertThat(AnnouncedDigest.header(Manifests.EMPTY_SHA_256)).isEqualTo(EMPTY);
    }

    @Test
    void leavesOtherAlgorithmsAlone() {
        assertThat(AnnouncedDigest.parse(List.of("sha-512=:AAAA:", "md5=:AA==:, " + EMPTY)))
                .containsExactly(Manifests.EMPTY_SHA_256);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha-256=:AAAA:", "sha-256=47DEQpj8", "sha-256=:!:", "sha-256=:", "sha-256="})
    void refusesWhatIsNoDigest(String header) {
        assertThatThrownBy(() -> AnnouncedDigest.parse(List.of(header))).isInstanceOf(ProblemException.class);
    }
}
