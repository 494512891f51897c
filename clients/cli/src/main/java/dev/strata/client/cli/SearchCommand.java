package dev.strata.client.cli;

import dev.strata.client.Page;
import dev.strata.client.Search;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds nodes by what is known of them. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds files and folders by parts of their names and by what they are like, the best matches first."
        },
        footer = {"", "Example:", "  strata search holiday --type image/ --from 2026-01-01"})
final class SearchCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "WORDS", description = "Parts of names.")
    private @Nullable String words;

    @Option(names = "--in", paramLabel = "PATH", description = "Anywhere below this folder.")
    private @Nullable String path;

    @Option(names = "--kind", paramLabel = "KIND", description = "file or folder.")
    private @Nullable String kind;

    @Option(names = "--type", paramLabel = "TYPE", description = "The beginning of the media type, such as image/.")
    private @Nullable String type;

    @Option(names = "--tag", paramLabel = "TAG", description = "With this tag.")
    private @Nullable String tag;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Times.Past.class,
            description = "Modified then or later.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", converter = Times.Past.class, description = "Modified before.")
    private @Nullable Instant to;

    @Option(names = "--min-size", paramLabel = "BYTES", description = "At least so large.")
    private @Nullable Long minSize;

    @Option(names = "--max-size", paramLabel = "BYTES", description = "At most so large.")
    private @Nullable Long maxSize;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        Search search = search();
        drive.print(Page.all(cursor -> drive.reads().search(search, cursor)), Listing.paths());
        return 0;
    }

    private Search search() throws IOException {
        Search search = words == null ? Search.any() : Search.named(words);
        search = path == null ? search : search.below(drive.places().node(path).id());
        search = kind == null ? search : search.kind(kind);
        search = type == null ? search : search.type(type);
        search = tag == null ? search : search.tag(tag);
        search = from == null ? search : search.modifiedFrom(from);
        search = to == null ? search : search.modifiedBefore(to);
        search = minSize == null ? search : search.minSize(minSize);
        return maxSize == null ? search : search.maxSize(maxSize);
    }
}
