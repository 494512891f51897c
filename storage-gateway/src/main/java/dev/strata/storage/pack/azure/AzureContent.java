package dev.strata.storage.pack.azure;

import com.azure.core.util.BinaryData;
import dev.strata.storage.pack.remote.Content;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Bytes on their way to Azure, with the digest that it checks, keeps, and gives back. It knows no better one than MD5. */
final class AzureContent extends Content {
    private final byte[] md5;

    AzureContent(byte[] bytes, int offset, int length) {
        super(bytes, offset, length);
        this.md5 = md5(bytes, offset, length);
    }

    static byte[] md5(byte[] bytes, int offset, int length) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(bytes, offset, length);
            return md5.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    byte[] md5() {
        return md5;
    }

    static String text(byte[] md5) {
        return Base64.getEncoder().encodeToString(md5);
    }

    BinaryData data() {
        return BinaryData.fromByteBuffer(ByteBuffer.wrap(bytes, offset, length));
    }

    List<AzureContent> blocks(int blockBytes) {
        List<AzureContent> blocks = new ArrayList<>();
        for (int begin = 0; begin < length; begin += blockBytes) {
            blocks.add(new AzureContent(bytes, offset + begin, Math.min(blockBytes, length - begin)));
        }
        return blocks;
    }

    /**
     * All who write one blob share the names of its blocks. With what is in it in its name, no block of one can be taken
     * for that of another.
     */
    String blockId(int number) {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES + md5.length)
                        .putInt(number)
                        .put(md5)
                        .array());
    }
}
