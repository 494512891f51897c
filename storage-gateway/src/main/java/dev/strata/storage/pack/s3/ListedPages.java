package dev.strata.storage.pack.s3;

import dev.strata.storage.pack.StoredName;
import io.minio.ListObjectsV2Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The names of one kind, page by page as they are walked. */
final class ListedPages extends Spliterators.AbstractSpliterator<List<StoredName>> {
    private final S3Objects objects;
    private final StoredName.Kind kind;
    private final S3Settings settings;
    private List<StoredName> page = List.of();
    private @Nullable String next;
    private boolean fetched;
    private boolean last;

    ListedPages(S3Objects objects, StoredName.Kind kind, S3Settings settings) {
        super(Long.MAX_VALUE, NONNULL);
        this.objects = objects;
        this.kind = kind;
        this.settings = settings;
    }

    void fetch() throws IOException {
        ListObjectsV2Response answer = new Attempts(settings).run(() -> objects.page(kind, next));
        page = answer.result().contents().stream()
                .flatMap(item -> objects.name(item.objectName()).stream())
                .toList();
        next = answer.result().nextContinuationToken();
        last = !answer.result().isTruncated() || next == null;
        fetched = true;
    }

    @Override
    public boolean tryAdvance(Consumer<? super List<StoredName>> action) {
        if (!fetched) {
            if (last) {
                return false;
            }
            try {
                fetch();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        fetched = false;
        action.accept(page);
        return true;
    }
}
