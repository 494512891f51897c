package dev.strata.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the change feed.
 *
 * <pre>{@code
 * Changes changes = client.changes(cursor, 30);
 * changes.records().forEach(System.out::println);
 * cursor = changes.to();
 * }</pre>
 *
 * @param to the cursor to go on from; keep it even when there are no records
 * @param hasMore whether more is there already
 */
public record Changes(@Nullable String from, String to, boolean hasMore, String epoch, List<Change> records) {

    /**
     * The state of a node after its last change. States in between may be missing.
     *
     * @param type {@code node}, or {@code mount}: access to a node of another space was given or taken
     * @param op the last thing that happened, such as {@code renamed}
     * @param by the account that did it
     */
    public record Change(
            String type,
            String spaceId,
            long seq,
            String nodeId,
            long version,
            @Nullable String parentId,
            @Nullable String name,
            @Nullable String kind,
            @Nullable Integer contentVersion,
            @Nullable Long size,
            @Nullable String sha256,
            @Nullable Instant modifiedAt,
            boolean trashed,
            boolean deleted,
            @Nullable String op,
            @Nullable String mountSpaceId,
            @Nullable String role,
            @Nullable String by,
            @Nullable String device) {}
}
