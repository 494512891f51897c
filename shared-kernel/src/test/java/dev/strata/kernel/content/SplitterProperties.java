package dev.strata.kernel.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.constraints.IntRange;

/** Whatever the content, and however it comes. */
class SplitterProperties {

    @Property(tries = 60)
    void theChunksAreTheContentAndHaveTheLengthsOfTheProfile(
            @ForAll Profile profile, @ForAll("contents") byte[] content) {
        List<Integer> lengths = Cuts.of(profile.splitter(), content);

        assertThat(lengths.stream().mapToInt(Integer::intValue).sum()).isEqualTo(content.length);
        for (int i = 0; i < lengths.size(); i++) {
            assertThat(profile.allows(lengths.get(i), i == lengths.size() - 1)).isTrue();
        }
    }

    @Property(tries = 60)
    void theCutsDoNotDependOnHowTheContentComes(
            @ForAll Profile profile,
            @ForAll("contents") byte[] content,
            @ForAll @IntRange(min = 1, max = 400_000) int most,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);

        assertThat(Cuts.fed(profile.splitter(), content, _ -> 1 + random.nextInt(10_000 + most)))
                .isEqualTo(Cuts.of(profile.splitter(), content));
    }

    /** Content is cut alike wherever in an array it lies, and whatever lies before and behind it. */
    @Property(tries = 30)
    void theCutsDoNotDependOnWhatIsAround(
            @ForAll Profile profile, @ForAll("contents") byte[] content, @ForAll @IntRange(max = 10_000) int before) {
        byte[] around = new byte[before + content.length + 100];
        new SplittableRandom(before).nextBytes(around);
        System.arraycopy(content, 0, around, before, content.length);

        assertThat(Cuts.of(profile.splitter(), around, before, before + content.length))
                .isEqualTo(Cuts.of(profile.splitter(), content));
    }

    /** With few bits in the mask both lanes have hits in nearly every step, with many in hardly any. */
    @Property(tries = 300)
    void twoLanesFindWhatOneFinds(
            @ForAll("contents") byte[] content,
            @ForAll @IntRange(min = 1, max = 20) int bits,
            @ForAll @IntRange(min = Gear.WINDOW, max = 100_000) int from) {
        long mask = -1L << (Long.SIZE - bits);
        int place = from;
        for (int cuts = 0; place < content.length && cuts < 100; cuts++) {
            int found = Gear.find(content, place, content.length, mask);
            assertThat(found).isEqualTo(Gear.findPlainly(content, place, content.length, mask));
            place = found < 0 ? content.length : found + 1;
        }
    }

    /** The chunk of the edit, and the few until the cuts meet again. */
    @Property(tries = 60)
    void anInsertionChangesFewChunks(
            @ForAll @IntRange(max = 2_000_000) int place,
            @ForAll @IntRange(min = 1, max = 1_000) int inserted,
            @ForAll long seed) {
        byte[] before = random(seed, 2_000_000);
        byte[] after = new byte[before.length + inserted];
        System.arraycopy(before, 0, after, 0, place);
        System.arraycopy(random(seed + 1, inserted), 0, after, place, inserted);
        System.arraycopy(before, place, after, place + inserted, before.length - place);

        Set<ChunkId> known = new HashSet<>(chunks(before));
        List<ChunkId> sent =
                chunks(after).stream().filter(id -> !known.contains(id)).toList();
        assertThat(sent).hasSizeBetween(1, 8);
    }

    private static List<ChunkId> chunks(byte[] content) {
        int[] place = {0};
        return Cuts.of(Profile.DEFAULT.splitter(), content).stream()
                .map(length -> ChunkId.ofBytes(content, (place[0] += length) - length, length))
                .toList();
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    /** Of any length up to several chunks, of many values or of few, with runs of the same value in them. */
    @Provide
    Arbitrary<byte[]> contents() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2_500_000).withDistribution(RandomDistribution.uniform()),
                        Arbitraries.integers().between(1, 255),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.longs())
                .as(SplitterProperties::content);
    }

    private static byte[] content(int length, int values, int runs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (bytes[i] & values);
        }
        for (int run = 0; run < runs && length > 0; run++) {
            int from = random.nextInt(length);
            Arrays.fill(bytes, from, Math.min(length, from + random.nextInt(400_000)), (byte) run);
        }
        return bytes;
    }
}
