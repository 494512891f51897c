package dev.strata.storage.pack.s3;

import static dev.strata.storage.pack.s3.S3Calls.await;

import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.pack.AlteredObjectException;
import dev.strata.storage.pack.MissingObjectException;
import dev.strata.storage.pack.ShortObjectException;
import dev.strata.storage.pack.StoredName;
import dev.strata.storage.pack.remote.Attempts;
import dev.strata.storage.pack.remote.ListedPages;
import dev.strata.storage.pack.remote.ObjectPart;
import dev.strata.storage.pack.remote.RemoteObjects;
import dev.strata.storage.pack.remote.RemoteServer;
import dev.strata.storage.pack.remote.TransientFailure;
import io.minio.BucketExistsArgs;
import io.minio.Checksum;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.HeadObjectArgs;
import io.minio.HeadObjectResponse;
import io.minio.Http;
import io.minio.ListObjectsV2Args;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import io.minio.RemoveObjectArgs;
import io.minio.messages.ListBucketResultV2;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The requests to an S3 server, each made once, with the names and failures of a pack store. */
final class S3Objects implements RemoteObjects<S3Content> {
    private static final int LISTED_AT_ONCE = 1000;

    private final S3Settings settings;
    private final MinioAsyncClient client;
    private final RemoteServer server;

    S3Objects(S3Settings settings, MinioAsyncClient client, RemoteServer server) {
        this.settings = settings;
        this.client = client;
        this.server = server;
    }

    @Override
    public S3Content content(byte[] bytes, int offset, int length) {
        return new S3Content(bytes, offset, length);
    }

    @Override
    public boolean isDigestOf(S3Content content, String digest) {
        return digest.equals(content.base64())
                || digest.equals(S3Content.compositeOf(content.parts(settings.partBytes())));
    }

    @Override
    public Optional<Found> find(StoredName name) throws IOException {
        HeadObjectArgs request = HeadObjectArgs.builder()
                .bucket(settings.bucket())
                .object(key(name))
                .fetchChecksum(true)
                .build();
        try {
            return Optional.of(server.call("look for " + name, () -> found(await(client.headObject(request)))));
        } catch (S3Answer absent) {
            if (!bucketExists()) {
                throw new ChunkStoreException("there is no bucket %s".formatted(settings.bucket()), absent);
            }
            return Optional.empty();
        }
    }

    private static Found found(HeadObjectResponse answer) {
        var checksums = answer.checksums();
        return new Found(answer.size(), checksums == null ? null : checksums.get(Checksum.Algorithm.SHA256));
    }

    @Override
    public boolean put(StoredName name, S3Content content, Attempts attempts) throws IOException {
        try {
            if (content.length() > settings.partBytes()) {
                new MultipartPut(client, server, settings.bucket(), key(name))
                        .put(content, settings.partBytes(), attempts);
            } else {
                putWhole(name, content);
            }
            return true;
        } catch (S3Answer answer) {
            if (answer.isTaken()) {
                return false;
            }
            throw new ChunkStoreException(
                    "the S3 server refused to keep %s: %s".formatted(name, answer.summary()), answer);
        }
    }

    private void putWhole(StoredName name, S3Content content) throws IOException {
        Http.Headers headers = Http.Headers.merge(
                content.checksums(), new Http.Headers("If-None-Match", "*", S3Content.DIGEST_HEADER, content.hex()));
        PutObjectAPIArgs request = PutObjectAPIArgs.builder()
                .bucket(settings.bucket())
                .object(key(name))
                .data(content.array(), content.length())
                .headers(headers)
                .build();
        server.call("keep " + name, () -> await(client.putObject(request)));
    }

    @Override
    public void read(StoredName name, long offset, byte[] target, int from, int length) throws IOException {
        GetObjectArgs request = GetObjectArgs.builder()
                .bucket(settings.bucket())
                .object(key(name))
                .offset(offset)
                .length((long) length)
                .build();
        try {
            server.call("read " + name, () -> {
                try (GetObjectResponse answer = await(client.getObject(request))) {
                    copy(name, answer, offset, target, from, length);
                    return true;
                }
            });
        } catch (S3Answer answer) {
            throw answer.isBeyondTheEnd()
                    ? new ShortObjectException(
                            name, offset, length, find(name).map(Found::length).orElse(0L))
                    : new MissingObjectException(name);
        }
    }

    private static void copy(
            StoredName name, GetObjectResponse answer, long offset, byte[] target, int from, int length)
            throws IOException {
        ObjectPart part = ObjectPart.of(
                answer.headers().get("Content-Range"), answer.headers().get("Content-Length"));
        if (part.first() != offset) {
            throw new IOException("it answered bytes from %d instead of %d".formatted(part.first(), offset));
        }
        if (part.total() < offset + length) {
            throw new ShortObjectException(name, offset, length, part.total());
        }
        if (answer.readNBytes(target, from, length) < length) {
            throw new IOException("its answer ended early");
        }
        String digest = answer.headers().get(S3Content.DIGEST_HEADER);
        boolean whole = offset == 0 && part.total() == length;
        if (whole && digest != null && !digest.equals(S3Content.hex(target, from, length))) {
            throw new TransientFailure(new AlteredObjectException(name));
        }
    }

    @Override
    public void delete(StoredName name) throws IOException {
        RemoveObjectArgs request = RemoveObjectArgs.builder()
                .bucket(settings.bucket())
                .object(key(name))
                .build();
        try {
            server.call("delete " + name, () -> await(client.removeObject(request)));
        } catch (S3Answer answer) {
            if (!answer.isMissingObject()) {
                throw new ChunkStoreException(
                        "the S3 server refused to delete %s: %s".formatted(name, answer.summary()), answer);
            }
        }
    }

    @Override
    public ListedPages.Page page(StoredName.Kind kind, @Nullable String token) throws IOException {
        ListObjectsV2Args.Builder request = ListObjectsV2Args.builder()
                .bucket(settings.bucket())
                .prefix(settings.prefix() + kind.directory())
                .encodingType("url")
                .maxKeys(LISTED_AT_ONCE);
        if (token != null) {
            request.continuationToken(token);
        }
        ListBucketResultV2 answer = server.call("list its objects", () -> await(client.listObjectsV2(request.build())))
                .result();
        List<StoredName> names = answer.contents().stream()
                .flatMap(item -> name(item.objectName()).stream())
                .toList();
        return new ListedPages.Page(names, answer.isTruncated() ? answer.nextContinuationToken() : null);
    }

    private Optional<StoredName> name(String key) {
        return key.startsWith(settings.prefix())
                ? StoredName.parse(key.substring(settings.prefix().length()))
                : Optional.empty();
    }

    boolean bucketExists() throws IOException {
        BucketExistsArgs request =
                BucketExistsArgs.builder().bucket(settings.bucket()).build();
        try {
            return server.call("look for its bucket", () -> await(client.bucketExists(request)));
        } catch (S3Answer absent) {
            return false;
        }
    }

    void createBucket() throws IOException {
        MakeBucketArgs request =
                MakeBucketArgs.builder().bucket(settings.bucket()).build();
        server.call("create its bucket", () -> await(client.makeBucket(request)));
    }

    private String key(StoredName name) {
        return settings.prefix() + name.path();
    }

    @Override
    public void close() {
        client.close();
    }
}
