package dev.strata.storage.pack.remote;

import dev.strata.storage.pack.StoredName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The names that a server lists, page by page as they are walked. */
public final class ListedPages extends Spliterators.AbstractSpliterator<List<StoredName>> {
    private final Source source;
    private final Patience patience;
    private Page page = new Page(List.of(), null);
    private boolean fetched;

    private ListedPages(Source source, Patience patience) {
        super(Long.MAX_VALUE, NONNULL);
        this.source = source;
        this.patience = patience;
    }

    /** Some names, and what to ask for the next ones with; null if these were the last. */
    public record Page(List<StoredName> names, @Nullable String next) {}

    /** Asks the server. */
    public interface Source {
        Page page(@Nullable String token) throws IOException;
    }

    /** The first page is there when this returns. */
    public static Stream<StoredName> walk(Source source, Patience patience) throws IOException {
        ListedPages pages = new ListedPages(source, patience);
        pages.fetch();
        return StreamSupport.stream(pages, false).flatMap(List::stream);
    }

    private void fetch() throws IOException {
        String token = page.next();
        page = new Attempts(patience).run(() -> source.page(token));
        fetched = true;
    }

    @Override
    public boolean tryAdvance(Consumer<? super List<StoredName>> action) {
        if (!fetched) {
            if (page.next() == null) {
                return false;
            }
            try {
                fetch();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        fetched = false;
        action.accept(page.names());
        return true;
    }
}
