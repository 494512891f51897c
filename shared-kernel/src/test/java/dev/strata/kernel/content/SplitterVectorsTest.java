package dev.strata.kernel.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Holds the splitter to {@code docs/splitter-vectors.json}, to which other languages hold theirs. */
class SplitterVectorsTest {
    private static final Path FILE = Path.of("../docs/splitter-vectors.json");

    record Vectors(Table table, List<Vector> vectors) {}

    record Table(String first, String last, String sha256) {}

    record Vector(
            String name,
            String profile,
            List<Part> input,
            int bytes,
            String sha256,
            List<Integer> lengths,
            String lengthsSha256) {

        byte[] content() {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            input.forEach(part -> content.writeBytes(part.content()));
            return content.toByteArray();
        }

        @Override
        public String toString() {
            return profile + ", " + name;
        }
    }

    /** Some of the bytes of a seed, or the same bytes some times. */
    record Part(long seed, int from, int until, String hex, int times) {
        byte[] content() {
            if (hex != null) {
                ByteArrayOutputStream content = new ByteArrayOutputStream();
                for (int i = 0; i < times; i++) {
                    content.writeBytes(HexFormat.of().parseHex(hex));
                }
                return content.toByteArray();
            }
            byte[] bytes = new byte[until];
            new SplittableRandom(seed).nextBytes(bytes); // SplitMix64, each number from its lowest byte on
            return Arrays.copyOfRange(bytes, from, until);
        }
    }

    private static Vectors vectors() {
        return JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build()
                .readValue(FILE.toFile(), Vectors.class);
    }

    static Stream<Vector> eachVector() {
        return vectors().vectors().stream();
    }

    @Test
    void theTableIsThatOfTheFile() {
        ByteBuffer table = ByteBuffer.allocate(256 * Long.BYTES);
        for (int value = 0; value < 256; value++) {
            table.putLong(Gear.entry(value));
        }

        assertThat(new Table(
                        "%016x".formatted(Gear.entry(0)), "%016x".formatted(Gear.entry(255)), sha256(table.array())))
                .isEqualTo(vectors().table());
    }

    @ParameterizedTest
    @MethodSource("eachVector")
    void cutsAsTheFileSays(Vector vector) {
        byte[] content = vector.content();
        assertThat(content).hasSize(vector.bytes());
        assertThat(sha256(content)).isEqualTo(vector.sha256());

        List<Integer> lengths =
                Cuts.of(Profile.find(vector.profile()).orElseThrow().splitter(), content);

        assertThat(lengths).isEqualTo(vector.lengths());
        ByteBuffer encoded = ByteBuffer.allocate(lengths.size() * Integer.BYTES);
        lengths.forEach(encoded::putInt);
        assertThat(sha256(encoded.array())).isEqualTo(vector.lengthsSha256());
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
    }
}
