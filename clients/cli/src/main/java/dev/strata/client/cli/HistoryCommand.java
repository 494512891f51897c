package dev.strata.client.cli;

import dev.strata.client.Activity;
import dev.strata.client.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what happened. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tells what happened to a file or a folder and everything below it, the newest first: when, who, " + "what."
        },
        footer = {"", "Example:", "  strata history /docs -n 20"})
final class HistoryCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "PATH", description = "Otherwise everything that concerns you.")
    private @Nullable String path;

    @Option(names = "-n", paramLabel = "N", defaultValue = "50", description = "So many at most. Otherwise 50.")
    private int most;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        Times times = Times.here();
        drive.print(
                newest(),
                new Columns<Activity>()
                        .left(activity -> times.text(activity.at()))
                        .left(activity ->
                                activity.actor() == null ? "" : activity.actor().login())
                        .left(Activity::kind)
                        .left(HistoryCommand::nameOf));
        return 0;
    }

    private static String nameOf(Activity activity) {
        Activity.Subject node = activity.node();
        return node == null || node.name() == null ? "" : node.name();
    }

    private List<Activity> newest() throws IOException {
        @Nullable String node = path == null ? null : drive.places().node(path).id();
        List<Activity> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<Activity> page = drive.client().history().activity(node, cursor);
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null && all.size() < most);
        return all.subList(0, Math.min(most, all.size()));
    }
}
