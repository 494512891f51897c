package dev.strata.storage.pack.s3;

import static dev.strata.storage.pack.s3.S3Calls.await;

import dev.strata.storage.pack.remote.Attempts;
import dev.strata.storage.pack.remote.RemoteServer;
import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.UploadPartArgs;
import io.minio.UploadPartResponse;
import io.minio.messages.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Sends one large object in parts, so that a cut connection costs one of them; it exists when the last step is done. */
final class MultipartPut {
    private final MinioAsyncClient client;
    private final RemoteServer server;
    private final String bucket;
    private final String key;

    MultipartPut(MinioAsyncClient client, RemoteServer server, String bucket, String key) {
        this.client = client;
        this.server = server;
        this.bucket = bucket;
        this.key = key;
    }

    void put(S3Content content, int partBytes, Attempts attempts) throws IOException {
        String upload = attempts.run(() -> begin(content));
        try {
            List<Part> parts = new ArrayList<>();
            for (S3Content part : content.parts(partBytes)) {
                int number = parts.size() + 1;
                parts.add(attempts.run(() -> send(upload, number, part)));
            }
            complete(upload, parts);
        } catch (IOException | RuntimeException e) {
            abortAfter(e, upload);
            throw e;
        }
    }

    private String begin(S3Content content) throws IOException {
        CreateMultipartUploadArgs request = CreateMultipartUploadArgs.builder()
                .bucket(bucket)
                .object(key)
                .headers(new Http.Headers("x-amz-checksum-algorithm", "SHA256", S3Content.DIGEST_HEADER, content.hex()))
                .build();
        return server.call(
                "begin to keep " + key,
                () -> await(client.createMultipartUpload(request)).result().uploadId());
    }

    private Part send(String upload, int number, S3Content part) throws IOException {
        UploadPartArgs request = UploadPartArgs.builder()
                .bucket(bucket)
                .object(key)
                .uploadId(upload)
                .partNumber(number)
                .data(part.array(), part.length())
                .headers(part.checksums())
                .build();
        UploadPartResponse answer =
                server.call("keep part %d of %s".formatted(number, key), () -> await(client.uploadPart(request)));
        return new Part(number, answer.part().etag(), null, null, null, null, part.base64());
    }

    private void complete(String upload, List<Part> parts) throws IOException {
        CompleteMultipartUploadArgs request = CompleteMultipartUploadArgs.builder()
                .bucket(bucket)
                .object(key)
                .uploadId(upload)
                .parts(parts.toArray(Part[]::new))
                .extraHeaders(new Http.Headers("If-None-Match", "*"))
                .maxRetries(0)
                .build();
        server.call("keep the parts of " + key, () -> await(client.completeMultipartUpload(request)));
    }

    private void abortAfter(Exception failure, String upload) {
        AbortMultipartUploadArgs request = AbortMultipartUploadArgs.builder()
                .bucket(bucket)
                .object(key)
                .uploadId(upload)
                .build();
        try {
            server.call("drop the parts of " + key, () -> await(client.abortMultipartUpload(request)));
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
