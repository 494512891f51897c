package dev.strata.storage.pack.azure;

import com.azure.core.http.rest.PagedResponse;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobDownloadContentResponse;
import com.azure.storage.blob.models.BlobDownloadHeaders;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.models.DownloadRetryOptions;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The requests to Azure, each made once, with the names and failures of a pack store. */
final class AzureBlobs implements RemoteObjects<AzureContent> {
    private static final int LISTED_AT_ONCE = 1000;
    private static final DownloadRetryOptions ONCE = new DownloadRetryOptions().setMaxRetryRequests(0);

    private final AzureSettings settings;
    private final BlobContainerClient container;
    private final RemoteServer server;
    private final Duration timeout;

    AzureBlobs(AzureSettings settings, BlobContainerClient container) {
        this.settings = settings;
        this.container = container;
        this.server = new RemoteServer("Azure", settings, settings.patience(), AzureBlobs::translate);
        this.timeout = settings.callTimeout();
    }

    /** Answers are left as they are if the caller may know better. */
    private static IOException translate(RemoteServer server, String doing, Exception failure) {
        return switch (failure) {
            case BlobStorageException answer -> refused(server, doing, new AzureAnswer(answer));
            case ChunkStoreException known -> known;
            default -> {
                if (Thread.currentThread().isInterrupted()) {
                    yield new ChunkStoreException("interrupted while waiting for Azure", failure);
                }
                yield server.cut(doing, failure);
            }
        };
    }

    private static IOException refused(RemoteServer server, String doing, AzureAnswer answer) {
        if (answer.isTransient()) {
            return server.mayHeal(doing, answer);
        }
        return answer.isMissingBlob() || answer.isTaken() || answer.isBeyondTheEnd()
                ? answer
                : server.refused(doing, answer.summary(), answer);
    }

    @Override
    public AzureContent content(byte[] bytes, int offset, int length) {
        return new AzureContent(bytes, offset, length);
    }

    @Override
    public boolean isDigestOf(AzureContent content, String digest) {
        return digest.equals(AzureContent.text(content.md5()));
    }

    @Override
    public Optional<Found> find(StoredName name) throws IOException {
        try {
            BlobProperties kept = server.call(
                    "look for " + name,
                    () -> blob(name)
                            .getPropertiesWithResponse(null, timeout, Context.NONE)
                            .getValue());
            byte[] md5 = kept.getContentMd5();
            return Optional.of(new Found(kept.getBlobSize(), md5 == null ? null : AzureContent.text(md5)));
        } catch (AzureAnswer absent) {
            return Optional.empty();
        }
    }

    @Override
    public boolean put(StoredName name, AzureContent content, Attempts attempts) throws IOException {
        try {
            if (content.length() > settings.blockBytes()) {
                putInBlocks(name, content, attempts);
            } else {
                putWhole(name, content);
            }
            return true;
        } catch (AzureAnswer answer) {
            if (answer.isTaken()) {
                return false;
            }
            throw server.refused("keep " + name, answer.summary(), answer);
        }
    }

    private void putWhole(StoredName name, AzureContent content) throws IOException {
        BlockBlobSimpleUploadOptions request = new BlockBlobSimpleUploadOptions(content.data())
                .setContentMd5(content.md5())
                .setHeaders(new BlobHttpHeaders().setContentMd5(content.md5()))
                .setRequestConditions(unlessTaken());
        server.call("keep " + name, () -> blob(name).uploadWithResponse(request, timeout, Context.NONE));
    }

    /** A cut connection costs one block; Azure forgets those that were never committed. */
    private void putInBlocks(StoredName name, AzureContent content, Attempts attempts) throws IOException {
        List<String> ids = new ArrayList<>();
        for (AzureContent block : content.blocks(settings.blockBytes())) {
            String id = block.blockId(ids.size());
            attempts.run(() -> stage(name, id, block));
            ids.add(id);
        }
        BlockBlobCommitBlockListOptions request = new BlockBlobCommitBlockListOptions(ids)
                .setHeaders(new BlobHttpHeaders().setContentMd5(content.md5()))
                .setRequestConditions(unlessTaken());
        server.call(
                "keep the blocks of " + name,
                () -> blob(name).commitBlockListWithResponse(request, timeout, Context.NONE));
    }

    private boolean stage(StoredName name, String id, AzureContent block) throws IOException {
        BlockBlobStageBlockOptions request =
                new BlockBlobStageBlockOptions(id, block.data()).setContentMd5(block.md5());
        server.call("keep a block of " + name, () -> blob(name).stageBlockWithResponse(request, timeout, Context.NONE));
        return true;
    }

    private static BlobRequestConditions unlessTaken() {
        return new BlobRequestConditions().setIfNoneMatch("*");
    }

    @Override
    public void read(StoredName name, long offset, byte[] target, int from, int length) throws IOException {
        try {
            server.call("read " + name, () -> {
                BlobRange range = new BlobRange(offset, (long) length);
                copy(
                        name,
                        blob(name).downloadContentWithResponse(ONCE, null, range, false, timeout, Context.NONE),
                        offset,
                        target,
                        from,
                        length);
                return true;
            });
        } catch (AzureAnswer answer) {
            throw answer.isBeyondTheEnd()
                    ? new ShortObjectException(
                            name, offset, length, find(name).map(Found::length).orElse(0L))
                    : new MissingObjectException(name);
        }
    }

    private static void copy(
            StoredName name, BlobDownloadContentResponse answer, long offset, byte[] target, int from, int length)
            throws IOException {
        BlobDownloadHeaders headers = answer.getDeserializedHeaders();
        ObjectPart part = ObjectPart.of(headers.getContentRange(), String.valueOf(headers.getContentLength()));
        if (part.first() != offset) {
            throw new IOException("it answered bytes from %d instead of %d".formatted(part.first(), offset));
        }
        if (part.total() < offset + length) {
            throw new ShortObjectException(name, offset, length, part.total());
        }
        ByteBuffer bytes = answer.getValue().toByteBuffer();
        if (bytes.remaining() < length) {
            throw new IOException("its answer ended early");
        }
        bytes.get(target, from, length);
        byte[] md5 = headers.getBlobContentMD5();
        boolean whole = offset == 0 && part.total() == length;
        if (whole && md5 != null && !Arrays.equals(md5, AzureContent.md5(target, from, length))) {
            throw new TransientFailure(new AlteredObjectException(name));
        }
    }

    @Override
    public void delete(StoredName name) throws IOException {
        server.call(
                "delete " + name,
                () -> blob(name)
                        .deleteIfExistsWithResponse(DeleteSnapshotsOptionType.INCLUDE, null, timeout, Context.NONE));
    }

    @Override
    public ListedPages.Page page(StoredName.Kind kind, @Nullable String token) throws IOException {
        ListBlobsOptions request = new ListBlobsOptions()
                .setPrefix(settings.prefix() + kind.directory())
                .setMaxResultsPerPage(LISTED_AT_ONCE);
        return server.call("list its blobs", () -> {
            PagedResponse<BlobItem> answer = container
                    .listBlobs(request, token, timeout)
                    .iterableByPage()
                    .iterator()
                    .next();
            List<StoredName> names = answer.getValue().stream()
                    .flatMap(item -> name(item.getName()).stream())
                    .toList();
            return new ListedPages.Page(names, answer.getContinuationToken());
        });
    }

    private Optional<StoredName> name(String path) {
        return path.startsWith(settings.prefix())
                ? StoredName.parse(path.substring(settings.prefix().length()))
                : Optional.empty();
    }

    boolean containerExists() throws IOException {
        return server.call(
                "look for its container",
                () -> container.existsWithResponse(timeout, Context.NONE).getValue());
    }

    /** Nothing happens if it is there by now: an earlier attempt whose answer was lost may have created it. */
    void createContainer() throws IOException {
        server.call("create its container", () -> container.createIfNotExistsWithResponse(null, timeout, Context.NONE));
    }

    private BlockBlobClient blob(StoredName name) {
        return container.getBlobClient(settings.prefix() + name.path()).getBlockBlobClient();
    }

    /** The HTTP client of Java ends by itself when nobody has it any more. */
    @Override
    public void close() {}
}
