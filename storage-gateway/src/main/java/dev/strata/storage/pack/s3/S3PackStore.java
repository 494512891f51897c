package dev.strata.storage.pack.s3;

import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.pack.remote.Attempts;
import dev.strata.storage.pack.remote.RemotePackStore;
import dev.strata.storage.pack.remote.TransientFailure;
import io.minio.MinioAsyncClient;
import java.io.IOException;
import java.util.List;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * An object of a bucket for each object. Only a server that honours {@code If-None-Match} keeps two writers of one name
 * apart.
 */
public final class S3PackStore extends RemotePackStore<S3Content> {
    private static final int REQUESTS_AT_ONCE = 64;

    private S3PackStore(S3Settings settings, S3Objects objects) {
        super(objects, settings.patience());
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
}
