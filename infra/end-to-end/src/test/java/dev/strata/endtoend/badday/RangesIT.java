package dev.strata.endtoend.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Bytes;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a file, at its edges and beyond. */
class RangesIT {
    private static final Home HOME = Home.fresh();
    private static final int CHUNK = 4 << 20;
    private static final int SIZE = CHUNK + 1_000;
    private static final byte[] CONTENT = Bytes.random(6, SIZE);

    @BeforeAll
    static void upload() {
        HOME.owner().upload("large.bin", CONTENT).is(201);
    }

    private static Answer get(String range) {
        HOME.events();
        return HOME.api().get("/v1/content/large.bin", "Range", range);
    }

    @ParameterizedTest
    @CsvSource({
        "0-0, 0, 1",
        "4195303-4195303, 4195303, 4195304",
        "4195303-, 4195303, 4195304",
        "-1, 4195303, 4195304",
        "4195303-9999999, 4195303, 4195304",
        "4194303-4194304, 4194303, 4194305",
        "-9999999, 0, 4195304",
        "0-, 0, 4195304"
    })
    void partsAtTheEdges(String range, int from, int until) {
        Answer part = get("bytes=" + range).is(206);

        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(CONTENT, from, until));
        assertThat(part.header("Content-Range")).isEqualTo("bytes %d-%d/%d".formatted(from, until - 1, SIZE));
        assertThat(part.header("Content-Length")).isEqualTo(Integer.toString(until - from));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=4195304-", "bytes=4195304-4195305", "bytes=9999999-", "bytes=-0"})
    void partsBeyondTheEnd(String range) {
        Answer answer = get(range).isProblem(416, "range-not-satisfiable");

        assertThat(answer.header("Content-Range")).isEqualTo("bytes */" + SIZE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=5-4", "bytes=", "bytes=-", "bytes=a-b", "lines=1-2", "bytes 0-1"})
    void whatIsNoRangeIsIgnored(String range) {
        assertThat(get(range).is(200).body()).isEqualTo(CONTENT);
    }

    @Test
    void severalPartsComeAsMultipart() {
        Answer answer = get("bytes=0-0,-1").is(206);

        assertThat(answer.header("Content-Type")).startsWith("multipart/byteranges");
    }

    @Test
    void partOfAnotherVersionThanWantedIsTheWhole() {
        HOME.events();

        Answer other = HOME.api()
                .get("/v1/content/large.bin", "Range", "bytes=0-0", "If-Range", "\"%s\"".formatted("0".repeat(64)));
        Answer same = HOME.api().get("/v1/content/large.bin", "Range", "bytes=0-0", "If-Range", other.header("ETag"));

        assertThat(other.is(200).body()).isEqualTo(CONTENT);
        assertThat(same.is(206).body()).hasSize(1);
    }

    @Test
    void wholeFileSaysItsDigest() {
        HOME.events();

        Answer answer = HOME.api().get("/v1/content/large.bin").is(200);

        assertThat(answer.body()).isEqualTo(CONTENT);
        assertThat(answer.header("Repr-Digest")).isEqualTo(Bytes.reprDigest(CONTENT));
    }
}
