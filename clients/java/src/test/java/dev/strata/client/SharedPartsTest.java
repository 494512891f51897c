package dev.strata.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.client.SharedParts.Part;
import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.Profile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SharedPartsTest {
    private static List<ManifestEntry> chunks(String letters) {
        return letters.chars()
                .mapToObj(letter -> new ManifestEntry(
                        ChunkId.ofBytes(Character.toString(letter).getBytes(StandardCharsets.US_ASCII)), 1))
                .toList();
    }

    private static SharedParts shared(List<ManifestEntry> base, List<ManifestEntry> content) {
        ByteBuffer list = ByteBuffer.allocate(12 * base.size());
        base.forEach(chunk -> list.putLong(ChunkList.id(chunk.id())).putInt(chunk.length()));
        return SharedParts.of(new ChunkList("base", Profile.ALIGNED, list), content);
    }

    private static List<Part> parts(String base, String content) {
        return shared(chunks(base), chunks(content)).parts();
    }

    @Test
    void aChangedChunkIsNamedBetweenTwoRuns() {
        assertThat(parts("abcde", "abxde")).containsExactly(new Part(0, 2, chunks("x")), new Part(3, 2, List.of()));
    }

    @Test
    void whatIsPutInFrontComesBeforeTheRun() {
        assertThat(parts("abc", "xabc")).containsExactly(new Part(0, 0, chunks("x")), new Part(0, 3, List.of()));
    }

    @Test
    void theSameIsOneRun() {
        assertThat(parts("abab", "abab")).containsExactly(new Part(0, 4, List.of()));
    }

    @Test
    void nothingSharedIsAllNamed() {
        assertThat(parts("abc", "xyz")).containsExactly(new Part(0, 0, chunks("xyz")));
        assertThat(parts("", "xyz")).containsExactly(new Part(0, 0, chunks("xyz")));
    }

    @Test
    void anEmptyContentHasNoParts() {
        assertThat(parts("abc", "")).isEmpty();
    }

    @Test
    void whatIsLeftOutIsSkipped() {
        assertThat(parts("abcde", "abe")).containsExactly(new Part(0, 2, List.of()), new Part(4, 1, List.of()));
    }

    @Test
    void aChunkOfAnotherLengthIsAnotherOne() {
        List<ManifestEntry> longer =
                List.of(new ManifestEntry(chunks("a").getFirst().id(), 2));
        assertThat(shared(longer, chunks("a")).parts()).containsExactly(new Part(0, 0, chunks("a")));
    }

    /** Whatever the two are, the parts say the second one, and go through the first one once. */
    @Test
    void thePartsMakeTheContent() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            List<ManifestEntry> base = chunks(letters(random));
            List<ManifestEntry> content = chunks(letters(random));
            List<ManifestEntry> made = new ArrayList<>();
            int next = 0;
            for (Part part : shared(base, content).parts()) {
                if (part.count() > 0) {
                    assertThat(part.from()).isGreaterThanOrEqualTo(next);
                    next = part.from() + part.count();
                    made.addAll(base.subList(part.from(), next));
                }
                made.addAll(part.chunks());
            }
            assertThat(made).isEqualTo(content);
        }
    }

    private static String letters(SplittableRandom random) {
        StringBuilder letters = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            letters.append((char) ('a' + random.nextInt(6)));
        }
        return letters.toString();
    }
}
