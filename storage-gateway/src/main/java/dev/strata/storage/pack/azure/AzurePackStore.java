package dev.strata.storage.pack.azure;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.pack.remote.Attempts;
import dev.strata.storage.pack.remote.RemotePackStore;
import java.io.IOException;
import java.net.http.HttpClient;

/** A blob of a container for each object. Azure checks the digest of what it is sent. */
public final class AzurePackStore extends RemotePackStore<AzureContent> {
    private AzurePackStore(AzureSettings settings, AzureBlobs blobs) {
        super(blobs, settings.patience());
    }

    /** Refuses a container that does not exist, unless it may be created. */
    public static AzurePackStore open(AzureSettings settings) throws IOException {
        AzureBlobs blobs = blobs(settings);
        new Attempts(settings.patience()).run(() -> {
            ensureContainer(settings, blobs);
            return true;
        });
        return new AzurePackStore(settings, blobs);
    }

    private static void ensureContainer(AzureSettings settings, AzureBlobs blobs) throws IOException {
        if (blobs.containerExists()) {
            return;
        }
        if (!settings.createContainer()) {
            throw new ChunkStoreException(
                    "there is no container %s: create it, or set strata.storage.azure.create-container"
                            .formatted(settings.container()),
                    null);
        }
        blobs.createContainer();
    }

    static AzureBlobs blobs(AzureSettings settings) {
        return new AzureBlobs(settings, client(settings));
    }

    /** Which makes each request once: attempts are counted here. */
    private static BlobContainerClient client(AzureSettings settings) {
        return new BlobContainerClientBuilder()
                .endpoint(settings.endpoint().toString())
                .containerName(settings.container())
                .credential(new StorageSharedKeyCredential(settings.account(), settings.accountKey()))
                .retryOptions(
                        new RequestRetryOptions(RetryPolicyType.FIXED, 1, settings.callTimeout(), null, null, null))
                .httpClient(new JdkHttpClientBuilder(HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .followRedirects(HttpClient.Redirect.NEVER))
                        .connectionTimeout(settings.connectTimeout())
                        .responseTimeout(settings.readTimeout())
                        .readTimeout(settings.readTimeout())
                        .writeTimeout(settings.writeTimeout())
                        .build())
                .buildClient();
    }
}
