package dev.strata.storage.pack.s3;

import dev.strata.storage.pack.remote.Content;
import io.minio.Http;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Bytes on their way to an S3 server, with the digest that it is to check and to give back. */
final class S3Content extends Content {
    /** S3 keeps it with the object and sends it with each part of it. */
    static final String DIGEST_HEADER = "x-amz-meta-sha256";

    private final byte[] digest;

    S3Content(byte[] bytes, int offset, int length) {
        super(bytes, offset, length);
        this.digest = digest(bytes, offset, length);
    }

    private static byte[] digest(byte[] bytes, int offset, int length) {
        MessageDigest sha256 = sha256();
        sha256.update(bytes, offset, length);
        return sha256.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String hex(byte[] bytes, int offset, int length) {
        return HexFormat.of().formatHex(digest(bytes, offset, length));
    }

    List<S3Content> parts(int partBytes) {
        List<S3Content> parts = new ArrayList<>();
        for (int begin = 0; begin < length; begin += partBytes) {
            parts.add(new S3Content(bytes, offset + begin, Math.min(partBytes, length - begin)));
        }
        return parts;
    }

    /** From its beginning, which is all that the MinIO client can send; what follows is to be ignored. */
    byte[] array() {
        return offset == 0 ? bytes : Arrays.copyOfRange(bytes, offset, offset + length);
    }

    String hex() {
        return HexFormat.of().formatHex(digest);
    }

    String base64() {
        return Base64.getEncoder().encodeToString(digest);
    }

    /** The checksum that S3 gives to an object which came in parts. */
    static String compositeOf(List<S3Content> parts) {
        MessageDigest sha256 = sha256();
        parts.forEach(part -> sha256.update(part.digest));
        return Base64.getEncoder().encodeToString(sha256.digest()) + "-" + parts.size();
    }

    /** The second is signed, so that nobody on the way can change both. */
    Http.Headers checksums() {
        return new Http.Headers("x-amz-checksum-sha256", base64(), "x-amz-content-sha256", hex());
    }
}
