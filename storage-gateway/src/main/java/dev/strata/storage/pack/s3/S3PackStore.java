package dev.strata.storage.pack.s3;

import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.pack.AlteredObjectException;
import dev.strata.storage.pack.Arguments;
import dev.strata.storage.pack.MissingObjectException;
import dev.strata.storage.pack.ObjectExistsException;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.StoreUnavailableException;
import dev.strata.storage.pack.StoredName;
import dev.strata.storage.pack.remote.Attempts;
import dev.strata.storage.pack.remote.ListedPages;
import dev.strata.storage.pack.remote.TransientFailure;
import io.minio.MinioAsyncClient;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * An object of a bucket for each object. An S3 server is believed only what it proves: a put is done when the server
 * names the checksum of the bytes that were sent, or gives them back.
 *
 * <p>A put that was cut off may have been done. Each attempt therefore looks first, and each put asks the server to
 * refuse a name that is taken. Only a server that honours {@code If-None-Match} keeps two writers of one name apart.
 */
public final class S3PackStore implements PackStore {
    private static final int REQUESTS_AT_ONCE = 64;

    private final S3Settings settings;
    private final S3Objects objects;

    private S3PackStore(S3Settings settings, S3Objects objects) {
        this.settings = settings;
        this.objects = objects;
    }

    /** Refuses a bucket that does not exist, unless it may be created. */
    public static S3PackStore open(S3Settings settings) throws IOException {
        S3Objects objects = objects(settings);
        try {
            new Attempts(settings.patience()).run(() -> {
                ensureBucket(settings, objects);
                return true;
            });
            return new S3PackStore(settings, objects);
        } catch (IOException | RuntimeException e) {
            objects.close();
            throw e;
        }
    }

    static S3Objects objects(S3Settings settings) {
        return new S3Objects(settings, client(settings), S3Calls.server(settings));
    }

    private static void ensureBucket(S3Settings settings, S3Objects objects) throws IOException {
        if (objects.bucketExists()) {
            return;
        }
        if (!settings.createBucket()) {
            throw new ChunkStoreException(
                    "there is no bucket %s: create it, or set strata.storage.s3.create-bucket"
                            .formatted(settings.bucket()),
                    null);
        }
        try {
            objects.createBucket();
        } catch (TransientFailure e) {
            throw e;
        } catch (ChunkStoreException e) {
            // An earlier attempt whose answer was lost may have created it.
            if (!objects.bucketExists()) {
                throw e;
            }
        }
    }

    private static MinioAsyncClient client(S3Settings settings) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(REQUESTS_AT_ONCE);
        dispatcher.setMaxRequestsPerHost(REQUESTS_AT_ONCE);
        OkHttpClient http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .protocols(List.of(Protocol.HTTP_1_1))
                .followRedirects(false)
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.readTimeout())
                .writeTimeout(settings.writeTimeout())
                .callTimeout(settings.callTimeout())
                .addInterceptor(new AnswersAsExceptions())
                .build();
        return MinioAsyncClient.builder()
                .endpoint(settings.endpoint().toString())
                .region(settings.region())
                .credentials(settings.accessKey(), settings.secretKey())
                .httpClient(http, true)
                .build();
    }

    @Override
    public void put(StoredName name, byte[] bytes, int offset, int length) throws IOException {
        Arguments.checkPut(bytes, offset, length);
        Content content = new Content(bytes, offset, length);
        Attempts attempts = new Attempts(settings.patience());
        attempts.run(() -> {
            putOnce(name, content, attempts);
            return true;
        });
    }

    private void putOnce(StoredName name, Content content, Attempts attempts) throws IOException {
        boolean added = objects.find(name).isEmpty() && send(name, content, attempts);
        S3Objects.Found kept = objects.find(name)
                .orElseThrow(() -> new TransientFailure(new StoreUnavailableException(
                        "the S3 server said that it keeps %s, and then that it does not".formatted(name), null)));
        if (!holds(name, kept, content)) {
            throw added ? new AlteredObjectException(name) : new ObjectExistsException(name);
        }
    }

    /** False if the name is taken. */
    private boolean send(StoredName name, Content content, Attempts attempts) throws IOException {
        return content.length() > settings.partBytes()
                ? objects.putInParts(name, content, attempts)
                : objects.put(name, content);
    }

    /** A checksum that the server names is one that it has computed; one that names none, or another, must show the bytes. */
    private boolean holds(StoredName name, S3Objects.Found kept, Content content) throws IOException {
        if (kept.length() != content.length()) {
            return false;
        }
        if (content.base64().equals(kept.sha256())
                || Content.compositeOf(content.parts(settings.partBytes())).equals(kept.sha256())) {
            return true;
        }
        byte[] bytes = new byte[content.length()];
        objects.read(name, 0, bytes, 0, bytes.length);
        return content.equalTo(bytes);
    }

    @Override
    public void read(StoredName name, long offset, byte[] target, int from, int length) throws IOException {
        Arguments.checkRead(offset, target, from, length);
        new Attempts(settings.patience()).run(() -> {
            objects.read(name, offset, target, from, length);
            return true;
        });
    }

    @Override
    public long length(StoredName name) throws IOException {
        return find(name).orElseThrow(() -> new MissingObjectException(name)).length();
    }

    private Optional<S3Objects.Found> find(StoredName name) throws IOException {
        return new Attempts(settings.patience()).run(() -> objects.find(name));
    }

    /** S3 does not say whether there was something to delete; so it is asked before. */
    @Override
    public boolean delete(StoredName name) throws IOException {
        if (find(name).isEmpty()) {
            return false;
        }
        new Attempts(settings.patience()).run(() -> {
            objects.delete(name);
            return true;
        });
        return true;
    }

    @Override
    public Stream<StoredName> list(StoredName.Kind kind) throws IOException {
        return ListedPages.walk(token -> objects.page(kind, token), settings.patience());
    }

    @Override
    public void close() {
        objects.close();
    }
}
