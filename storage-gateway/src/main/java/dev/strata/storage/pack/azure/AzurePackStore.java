package dev.strata.storage.pack.azure;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
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
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A blob of a container for each object. Azure checks the digest of what it is sent; a put is done when it names that
 * digest afterwards, or gives the bytes back.
 *
 * <p>A put that was cut off may have been done. Each attempt therefore looks first, and each put asks Azure to refuse a
 * name that is taken.
 */
public final class AzurePackStore implements PackStore {
    private final AzureSettings settings;
    private final AzureBlobs blobs;

    private AzurePackStore(AzureSettings settings, AzureBlobs blobs) {
        this.settings = settings;
        this.blobs = blobs;
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
        boolean added = blobs.find(name).isEmpty() && send(name, content, attempts);
        AzureBlobs.Found kept = blobs.find(name)
                .orElseThrow(() -> new TransientFailure(new StoreUnavailableException(
                        "Azure said that it keeps %s, and then that it does not".formatted(name), null)));
        if (!holds(name, kept, content)) {
            throw added ? new AlteredObjectException(name) : new ObjectExistsException(name);
        }
    }

    /** False if the name is taken. */
    private boolean send(StoredName name, Content content, Attempts attempts) throws IOException {
        return content.length() > settings.blockBytes()
                ? blobs.putInBlocks(name, content, attempts)
                : blobs.put(name, content);
    }

    /** What names no digest, or another, must show its bytes. */
    private boolean holds(StoredName name, AzureBlobs.Found kept, Content content) throws IOException {
        if (kept.length() != content.length()) {
            return false;
        }
        if (Arrays.equals(content.md5(), kept.md5())) {
            return true;
        }
        byte[] bytes = new byte[content.length()];
        blobs.read(name, 0, bytes, 0, bytes.length);
        return content.equalTo(bytes);
    }

    @Override
    public void read(StoredName name, long offset, byte[] target, int from, int length) throws IOException {
        Arguments.checkRead(offset, target, from, length);
        new Attempts(settings.patience()).run(() -> {
            blobs.read(name, offset, target, from, length);
            return true;
        });
    }

    @Override
    public long length(StoredName name) throws IOException {
        return find(name).orElseThrow(() -> new MissingObjectException(name)).length();
    }

    private Optional<AzureBlobs.Found> find(StoredName name) throws IOException {
        return new Attempts(settings.patience()).run(() -> blobs.find(name));
    }

    /** An attempt whose answer was lost may have deleted it; so it is asked before. */
    @Override
    public boolean delete(StoredName name) throws IOException {
        if (find(name).isEmpty()) {
            return false;
        }
        new Attempts(settings.patience()).run(() -> {
            blobs.delete(name);
            return true;
        });
        return true;
    }

    @Override
    public Stream<StoredName> list(StoredName.Kind kind) throws IOException {
        return ListedPages.walk(token -> blobs.page(kind, token), settings.patience());
    }

    /** The HTTP client of Java ends by itself when nobody has it any more. */
    @Override
    public void close() {}
}
