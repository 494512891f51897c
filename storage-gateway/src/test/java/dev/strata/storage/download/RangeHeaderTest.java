package dev.strata.storage.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeHeaderTest {
    private static final long SIZE = 100;

    @Test
    void readsFromTo() {
        assertThat(RangeHeader.parse("bytes=0-9", SIZE)).contains(List.of(new ByteRange(0, 10)));
    }

    @Test
    void anOpenRangeEndsWithTheContent() {
        assertThat(RangeHeader.parse("bytes=90-", SIZE)).contains(List.of(new ByteRange(90, 100)));
    }

    @Test
    void aSuffixIsCountedFromTheEnd() {
        assertThat(RangeHeader.parse("bytes=-5", SIZE)).contains(List.of(new ByteRange(95, 100)));
        assertThat(RangeHeader.parse("bytes=-500", SIZE)).contains(List.of(new ByteRange(0, 100)));
    }

    @Test
    void whatIsBeyondTheEndIsCut() {
        assertThat(RangeHeader.parse("bytes=95-200", SIZE)).contains(List.of(new ByteRange(95, 100)));
    }

    @Test
    void keepsTheOrderOfSeveral() {
        assertThat(RangeHeader.parse("bytes=90-, 0-4 ,-1", SIZE))
                .contains(List.of(new ByteRange(90, 100), new ByteRange(0, 5), new ByteRange(99, 100)));
    }

    @Test
    void dropsWhatTheContentDoesNotHave() {
        assertThat(RangeHeader.parse("bytes=0-4,100-200", SIZE)).contains(List.of(new ByteRange(0, 5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=500-600", "bytes=-0"})
    void knowsWhenNothingIsLeft(String header) {
        assertThat(RangeHeader.parse(header, SIZE)).contains(List.of());
    }

    @Test
    void anEmptyContentHasNoRange() {
        assertThat(RangeHeader.parse("bytes=0-", 0)).contains(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes=",
                "bytes=-",
                "bytes=5-4",
                "bytes=a-b",
                "lines=1-2",
                "bytes=1-2,",
                "bytes=0-99,0-0",
                "bytes=1--2",
                "bytes=99999999999999999999-"
            })
    void whatIsNoRangeIsIgnored(String header) {
        assertThat(RangeHeader.parse(header, SIZE)).isEmpty();
    }

    @Test
    void moreThanAFewAreIgnored() {
        assertThat(RangeHeader.parse("bytes=" + "1-1,".repeat(50) + "1-1", SIZE))
                .isEqualTo(Optional.empty());
    }
}
