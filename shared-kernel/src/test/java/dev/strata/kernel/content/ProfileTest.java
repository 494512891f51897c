package dev.strata.kernel.content;

import static dev.strata.kernel.content.Profile.ALIGNED;
import static dev.strata.kernel.content.Profile.BULK;
import static dev.strata.kernel.content.Profile.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProfileTest {
    private static final byte[] TEXT = "once upon a time".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final long GIBIBYTE = 1L << 30;

    @Test
    void manifestsNameItInLowerCase() {
        assertThat(DEFAULT.text()).isEqualTo("default");
        assertThat(Profile.find("bulk")).contains(BULK);
        assertThat(Profile.find("ALIGNED")).isEmpty();
    }

    @Test
    void fixedChunksOfFourMebibytesAreReadButNoLongerMade() {
        assertThat(Profile.find(Manifest.FIXED_4M)).isEmpty();
        assertThat(Profile.keptAfter(Manifest.FIXED_4M, 100)).isEmpty();
    }

    @Test
    void whatWasCutKeepsItsProfileWhateverItBecomes() {
        assertThat(Profile.keptAfter("default", 2)).contains(DEFAULT);
        assertThat(Profile.choose(DEFAULT, ALIGNED, GIBIBYTE, SQLITE)).isEqualTo(DEFAULT);
    }

    @Test
    void whatWasNotCutIsFree() {
        assertThat(Profile.keptAfter("default", 0)).isEmpty();
        assertThat(Profile.keptAfter("default", 1)).isEmpty();
    }

    @Test
    void aChoiceOtherThanTheUsualOneIsKeptFromTheFirstChunkOn() {
        assertThat(Profile.keptAfter("aligned", 1)).contains(ALIGNED);
        assertThat(Profile.keptAfter("bulk", 1)).contains(BULK);
    }

    @Test
    void theCallersWishGoesBeforeTheContent() {
        assertThat(Profile.choose(null, BULK, 10, SQLITE)).isEqualTo(BULK);
    }

    @Test
    void filesEditedInPlaceAreAlignedHoweverLarge() {
        assertThat(Profile.choose(null, null, 10, SQLITE)).isEqualTo(ALIGNED);
        assertThat(Profile.choose(null, null, GIBIBYTE, SQLITE)).isEqualTo(ALIGNED);
    }

    @Test
    void largeFilesAreBulk() {
        assertThat(Profile.choose(null, null, GIBIBYTE, TEXT)).isEqualTo(BULK);
        assertThat(Profile.choose(null, null, GIBIBYTE - 1, TEXT)).isEqualTo(DEFAULT);
    }

    @Test
    void ofUnknownSizeIsNotLarge() {
        assertThat(Profile.choose(null, null, -1, TEXT)).isEqualTo(DEFAULT);
    }

    @Test
    void allowsTheLengthsThatItsSplitterMakes() {
        assertThat(IntStream.of(16_383, 16_384, 262_144, 262_145).filter(length -> DEFAULT.allows(length, false)))
                .containsExactly(16_384, 262_144);
        assertThat(IntStream.of(1, 16_383, 262_145).filter(length -> DEFAULT.allows(length, true)))
                .containsExactly(1, 16_383);
    }

    @Test
    void upToSixteenKibibytesAreOneChunk() {
        assertThat(Cuts.of(DEFAULT.splitter(), new byte[16 << 10])).containsExactly(16 << 10);
        assertThat(Cuts.of(DEFAULT.splitter(), new byte[0])).isEmpty();
    }
}
