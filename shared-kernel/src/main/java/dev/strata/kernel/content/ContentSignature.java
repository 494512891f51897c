package dev.strata.kernel.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Knows files that are edited in place by how they begin: databases, mailboxes, images of disks. To take one for an
 * ordinary file costs bytes, and so does the opposite; what is not sure is ordinary.
 */
public final class ContentSignature {
    /** As many first bytes as are looked at. */
    public static final int HEAD_BYTES = 32 << 10;

    private static final int POSTGRESQL_PAGE = 8192;
    private static final int POSTGRESQL_HEADER = 24;

    /** Bytes at a fixed place, enough of them to be no accident; each of them a character. */
    private record Magic(int offset, String bytes) {
        static Magic text(int offset, String text) {
            return new Magic(offset, text);
        }

        static Magic hex(int offset, String hex) {
            return new Magic(offset, new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1));
        }

        boolean isIn(byte[] head) {
            return head.length >= offset + bytes.length()
                    && bytes.equals(new String(head, offset, bytes.length(), StandardCharsets.ISO_8859_1));
        }
    }

    private static final List<Magic> MAGICS = List.of(
            Magic.text(0, "SQLite format 3\0"),
            Magic.hex(0, "00010000" + "5374616e64617264204a6574204442"), // Access: Standard Jet DB
            Magic.hex(0, "00010000" + "5374616e646172642041434520444200"), // Access: Standard ACE DB
            Magic.hex(4, "efcdab89"), // Extensible Storage Engine
            Magic.hex(12, "6231050009000000"), // Berkeley DB, tree, version 9
            Magic.hex(12, "6115060009000000"), // Berkeley DB, hash, version 9
            Magic.hex(16, "dec0efbe01000000"), // LMDB
            Magic.hex(0, "2142444e"), // Outlook mailbox
            Magic.hex(0, "514649fb"), // QEMU: qcow, qcow2
            Magic.text(0, "QED\0"),
            Magic.text(0, "KDMV"), // VMware, sparse
            Magic.text(0, "COWD"), // VMware, sparse, older
            Magic.text(0, "# Disk DescriptorFile"), // VMware
            Magic.text(0, "conectix"), // Virtual PC, dynamic
            Magic.text(0, "vhdxfile"), // Hyper-V
            Magic.hex(64, "7f10dabe"), // VirtualBox
            Magic.text(512, "EFI PART"), // a disk of partitions
            Magic.text(4096, "EFI PART"), // the same, sectors of 4 KiB
            Magic.text(3, "NTFS    "),
            Magic.text(0, "XFSB"),
            Magic.hex(0, "4c554b53babe")); // LUKS

    private ContentSignature() {}

    /** Whether a content that begins so is edited in place. */
    public static boolean isEditedInPlace(byte[] head) {
        return MAGICS.stream().anyMatch(magic -> magic.isIn(head))
                || isPostgresql(head)
                || isInnoDb(head)
                || isExt(head);
    }

    /** Tables and indexes of PostgreSQL have no magic: every page there is has to have a header that makes sense. */
    private static boolean isPostgresql(byte[] head) {
        int pages = head.length / POSTGRESQL_PAGE;
        for (int page = 0; page < pages; page++) {
            if (!isPostgresqlPage(ByteBuffer.wrap(head, page * POSTGRESQL_PAGE, POSTGRESQL_PAGE)
                    .slice()
                    .order(ByteOrder.LITTLE_ENDIAN))) {
                return false;
            }
        }
        return pages > 0;
    }

    private static boolean isPostgresqlPage(ByteBuffer page) {
        int flags = page.getShort(10) & 0xffff;
        int lower = page.getShort(12) & 0xffff;
        int upper = page.getShort(14) & 0xffff;
        int special = page.getShort(16) & 0xffff;
        int sizeAndVersion = page.getShort(18) & 0xffff;
        return sizeAndVersion == (POSTGRESQL_PAGE | 4)
                && flags < 8
                && POSTGRESQL_HEADER <= lower
                && lower <= upper
                && upper <= special
                && special <= POSTGRESQL_PAGE;
    }

    /** The first page of an InnoDB table space: page 0, of the type that only the first one has, its space named twice. */
    private static boolean isInnoDb(byte[] head) {
        if (head.length < 4096) {
            return false;
        }
        ByteBuffer page = ByteBuffer.wrap(head);
        return page.getInt(4) == 0 && page.getShort(24) == 8 && page.getInt(34) == page.getInt(38);
    }

    /** The superblock of ext2, ext3 and ext4: its magic has two bytes only, so what is around it has to make sense. */
    private static boolean isExt(byte[] head) {
        if (head.length < 2048) {
            return false;
        }
        ByteBuffer block = ByteBuffer.wrap(head, 1024, 1024).slice().order(ByteOrder.LITTLE_ENDIAN);
        int blockSize = block.getInt(0x18);
        int revision = block.getInt(0x4c);
        return block.getShort(0x38) == (short) 0xef53
                && blockSize >= 0
                && blockSize <= 6
                && (revision == 0 || revision == 1);
    }
}
