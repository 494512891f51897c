package dev.strata.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Up to 1,000 commands for one request. Where a node is asked for, {@code #name} means what an earlier command of the
 * batch has made under this name.
 *
 * <pre>{@code
 * Batch batch = Batch.allOrNothing()
 *         .createFolder(root, "2026").as("year")
 *         .createFolder("#year", "november");
 * client.run(batch);
 * }</pre>
 */
public final class Batch {
    private final boolean atomic;
    private final List<Map<String, Object>> commands = new ArrayList<>();

    private Batch(boolean atomic) {
        this.atomic = atomic;
    }

    /** All of it, or nothing: one refusal refuses the batch. */
    public static Batch allOrNothing() {
        return new Batch(true);
    }

    /** Each command that can be obeyed. */
    public static Batch oneByOne() {
        return new Batch(false);
    }

    /**
     * What became of a command.
     *
     * @param status as the command would have got alone
     * @param node null if it was refused, or answers no node
     * @param problem null if it was obeyed
     */
    public record Result(
            int status, @Nullable Node node, @Nullable Problem problem) {}

    /** Why not. */
    public record Problem(String code, @Nullable String detail) {}

    record Answer(List<Result> results) {}

    public Batch createFolder(String parentId, String name) {
        return add("create-folder", Map.of("parentId", parentId, "name", name));
    }

    /** Makes a file of a content that is stored and belongs to none yet. */
    public Batch createFile(String parentId, String name, Contents.Stored content) {
        return add("create-file", Map.of("parentId", parentId, "name", name, "receipt", content.receipt()));
    }

    /** The same for a file that was changed then where it comes from. */
    public Batch createFile(String parentId, String name, Contents.Stored content, Instant modifiedAt) {
        return add(
                "create-file",
                Map.of("parentId", parentId, "name", name, "receipt", content.receipt(), "modifiedAt", modifiedAt));
    }

    public Batch rename(String nodeId, String name) {
        return add("rename", Map.of("nodeId", nodeId, "name", name));
    }

    public Batch move(String nodeId, String parentId) {
        return add("move", Map.of("nodeId", nodeId, "parentId", parentId));
    }

    public Batch copy(String nodeId, String parentId, String name) {
        return add("copy", Map.of("nodeId", nodeId, "parentId", parentId, "name", name));
    }

    public Batch trash(String nodeId) {
        return add("trash", Map.of("nodeId", nodeId));
    }

    public Batch untrash(String nodeId) {
        return add("untrash", Map.of("nodeId", nodeId));
    }

    public Batch purge(String nodeId) {
        return add("purge", Map.of("nodeId", nodeId));
    }

    public Batch tag(String nodeId, String tag) {
        return add("tag", Map.of("nodeId", nodeId, "tag", tag));
    }

    public Batch star(String nodeId) {
        return add("star", Map.of("nodeId", nodeId));
    }

    /** Any other command, in the words of the API. */
    public Batch add(String command, Map<String, Object> members) {
        Map<String, Object> item = new LinkedHashMap<>(members);
        item.put("command", command);
        commands.add(item);
        return this;
    }

    /** Names what the last command makes. */
    public Batch as(String name) {
        commands.getLast().put("ref", name);
        return this;
    }

    /** Has the last command refused if its node is not at this version. */
    public Batch expecting(long version) {
        commands.getLast().put("expected", version);
        return this;
    }

    Map<String, Object> body() {
        return Map.of("atomic", atomic, "commands", commands);
    }
}
