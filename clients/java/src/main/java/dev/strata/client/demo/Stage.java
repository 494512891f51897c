package dev.strata.client.demo;

import dev.strata.client.Account;
import dev.strata.client.Changes.Change;
import dev.strata.client.Device;
import dev.strata.client.Node;
import dev.strata.client.Page;
import dev.strata.client.StrataClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who plays in the walk, and what they saw so far. */
record Stage(
        Report report,
        StrataClient anna,
        Account annaAccount,
        StrataClient ben,
        Account benAccount,
        Device device,
        Feed feed) {

    /** A read of one page. */
    @FunctionalInterface
    interface Pages<T> {
        Page<T> read(@Nullable String cursor) throws IOException;
    }

    static <T> List<T> all(Pages<T> pages) throws IOException {
        List<T> items = new ArrayList<>();
        String cursor = null;
        do {
            Page<T> page = pages.read(cursor);
            items.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return items;
    }

    List<String> names(String folderId) throws IOException {
        return all(cursor -> anna.children(folderId, cursor)).stream()
                .map(Node::name)
                .sorted()
                .toList();
    }

    /** Waits for the record of this step in the device's feed and shows it. */
    void fed(String op, Node node) throws IOException {
        Change change = feed.await(op, node.id());
        report.detail("feed #%d: %s %s %s".formatted(change.seq(), change.op(), change.kind(), change.name()));
    }
}
