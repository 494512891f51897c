package dev.strata.kernel.content;

import static dev.strata.kernel.content.ContentSignature.HEAD_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentSignatureTest {

    @ParameterizedTest
    @CsvSource({
        "0, 53514c69746520666f726d6174203300",
        "0, 000100005374616e64617264204a6574204442",
        "0, 514649fb",
        "0, 4b444d56",
        "0, 23204469736b2044657363726970746f7246696c65",
        "0, 636f6e6563746978",
        "0, 7668647866696c65",
        "64, 7f10dabe",
        "512, 4546492050415254",
        "4096, 4546492050415254",
        "4, efcdab89",
        "0, 2142444e",
        "16, dec0efbe01000000"
    })
    void knowsFilesByTheirMagic(int offset, String hex) {
        byte[] magic = HexFormat.of().parseHex(hex);
        byte[] head = noise(1, HEAD_BYTES);
        System.arraycopy(magic, 0, head, offset, magic.length);

        assertThat(ContentSignature.isEditedInPlace(head)).isTrue();
        assertThat(ContentSignature.isEditedInPlace(Arrays.copyOf(head, offset + magic.length)))
                .isTrue();
        assertThat(ContentSignature.isEditedInPlace(Arrays.copyOf(head, offset + magic.length - 1)))
                .isFalse();
    }

    @Test
    void knowsPagesOfPostgresql() {
        assertThat(ContentSignature.isEditedInPlace(pages(1))).isTrue();
        assertThat(ContentSignature.isEditedInPlace(pages(4))).isTrue();
    }

    @Test
    void onePageThatMakesNoSenseIsEnough() {
        byte[] pages = pages(4);
        pages[3 * 8192 + 19] = 0x40;
        assertThat(ContentSignature.isEditedInPlace(pages)).isFalse();
    }

    @Test
    void knowsTableSpacesOfInnoDb() {
        ByteBuffer page = ByteBuffer.wrap(noise(2, HEAD_BYTES));
        page.putInt(4, 0).putShort(24, (short) 8).putInt(34, 17).putInt(38, 17);
        assertThat(ContentSignature.isEditedInPlace(page.array())).isTrue();
    }

    @Test
    void knowsFileSystemsOfLinux() {
        ByteBuffer image = ByteBuffer.allocate(HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        image.putInt(1024, 65536)
                .putShort(0x438, (short) 0xef53)
                .putInt(0x418, 2)
                .putInt(0x44c, 1);
        assertThat(ContentSignature.isEditedInPlace(image.array())).isTrue();
    }

    @Test
    void takesOrdinaryFilesForOrdinary() {
        Stream.of(
                        "504b0304140006000800000021", // zip, docx
                        "ffd8ffe000104a46494600010100", // jpeg
                        "89504e470d0a1a0a0000000d49484452", // png
                        "255044462d312e370a", // pdf
                        "1f8b0800000000000003", // gzip
                        "28b52ffd", // zstd
                        "7f454c4602010100", // elf
                        "00000020667479706d703432", // mp4
                        "4d5a90000300000004000000ffff0000", // exe
                        "cafebabe00000045") // class
                .map(HexFormat.of()::parseHex)
                .forEach(magic -> {
                    byte[] head = noise(3, HEAD_BYTES);
                    System.arraycopy(magic, 0, head, 0, magic.length);
                    assertThat(ContentSignature.isEditedInPlace(head)).isFalse();
                });
    }

    @Test
    void takesEmptyFilesZerosAndTextForOrdinary() {
        byte[] text = "SQLite is a database, and so on.\n".repeat(2000).getBytes(StandardCharsets.US_ASCII);
        assertThat(ContentSignature.isEditedInPlace(new byte[0])).isFalse();
        assertThat(ContentSignature.isEditedInPlace(new byte[HEAD_BYTES])).isFalse();
        assertThat(ContentSignature.isEditedInPlace(text)).isFalse();
    }

    @Property(tries = 5000)
    boolean takesNoiseForOrdinary(@ForAll long seed) {
        return !ContentSignature.isEditedInPlace(noise(seed, HEAD_BYTES));
    }

    private static byte[] noise(long seed, int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] pages(int count) {
        ByteBuffer pages = ByteBuffer.wrap(noise(4, count * 8192)).order(ByteOrder.LITTLE_ENDIAN);
        for (int page = 0; page < pages.capacity(); page += 8192) {
            pages.putShort(page + 10, (short) 4)
                    .putShort(page + 12, (short) 256)
                    .putShort(page + 14, (short) 512)
                    .putShort(page + 16, (short) 8192)
                    .putShort(page + 18, (short) 0x2004);
        }
        return pages.array();
    }
}
