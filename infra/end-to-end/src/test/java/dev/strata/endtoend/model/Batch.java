package dev.strata.endtoend.model;

import static dev.strata.endtoend.model.Request.body;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Several commands in one request: all of them, or each that can be. The folder that item 2 makes is {@code #r2} for
 * the items after it.
 */
record Batch(boolean atomic, List<Command> items) implements Command {
    @Override
    public Request request(Receipts receipts) {
        List<Object> commands = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            commands.add(item(items.get(i), "r" + i, receipts));
        }
        return Request.of("POST", "/v1/batch", body("atomic", atomic, "commands", commands));
    }

    private static Map<String, @Nullable Object> item(Command command, String ref, Receipts receipts) {
        return switch (command) {
            case CreateFolder c -> item("create-folder", "ref", ref, "parentId", c.parent(), "name", c.name());
            case CreateFile c ->
                item(
                        "create-file",
                        "parentId",
                        c.parent(),
                        "name",
                        c.name(),
                        "receipt",
                        receipts.of(c.content()),
                        "modifiedAt",
                        c.modifiedAt(),
                        "conflict",
                        c.policy().text());
            case AddVersion c ->
                item(
                        "add-version",
                        "nodeId",
                        c.node(),
                        "receipt",
                        receipts.of(c.content()),
                        "base",
                        c.base(),
                        "modifiedAt",
                        c.modifiedAt(),
                        "conflict",
                        c.policy().text());
            case RestoreVersion c ->
                item("restore-version", "nodeId", c.node(), "version", c.version(), "expected", c.expected());
            case Rename c -> item("rename", "nodeId", c.node(), "name", c.name(), "expected", c.expected());
            case Move c ->
                item("move", "nodeId", c.node(), "parentId", c.parent(), "name", c.name(), "expected", c.expected());
            case Trash c -> item("trash", "nodeId", c.node(), "expected", c.expected());
            case Untrash c ->
                item("untrash", "nodeId", c.node(), "parentId", c.parent(), "name", c.name(), "expected", c.expected());
            case Purge c -> item("purge", "nodeId", c.node(), "expected", c.expected());
            case Copy c ->
                item(
                        "copy",
                        "nodeId",
                        c.node(),
                        "parentId",
                        c.parent(),
                        "name",
                        c.name(),
                        "conflict",
                        c.policy().text());
            case Tag c -> item("tag", "nodeId", c.node(), "tag", c.tag());
            case Untag c -> item("untag", "nodeId", c.node(), "tag", c.tag());
            case Describe c -> item("describe", "nodeId", c.node(), "description", c.text(), "expected", c.expected());
            case SetTime c ->
                item("set-modified-time", "nodeId", c.node(), "modifiedAt", c.modifiedAt(), "expected", c.expected());
            case Lock c -> item("lock", "nodeId", c.node(), "seconds", c.seconds());
            case Unlock c -> item("unlock", "nodeId", c.node(), "breaking", c.breaking());
            case PutStar c -> item("star", "nodeId", c.node());
            case RemoveStar c -> item("unstar", "nodeId", c.node());
            case EmptyTrash _, Give _, Revoke _, PlaceHold _, LiftHold _, Resolve _, Undo _, Batch _ ->
                throw new IllegalArgumentException("not for batches: " + command);
        };
    }

    private static Map<String, @Nullable Object> item(String command, @Nullable Object... members) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>(Map.of("command", command));
        item.putAll(body(members));
        return item;
    }

    /** What the product promises to do about all of them. */
    Rules.Outcome apply(Drive before, String by, Told told, int step) {
        Map<String, String> made = new HashMap<>();
        List<Object> results = new ArrayList<>();
        Drive drive = before;
        for (int i = 0; i < items.size(); i++) {
            Told of = told.below("results/%d/node".formatted(i));
            Rules.Outcome outcome = Rules.applyInBatch(drive, before, resolved(items.get(i), made), by, of, step);
            Expected answer = outcome.answer();
            if (atomic && !answer.codes().isEmpty()) {
                return new Rules.Outcome(before, answer.with("index", i));
            }
            if (items.get(i) instanceof CreateFolder && answer.codes().isEmpty()) {
                made.put("#r" + i, String.valueOf(answer.members().get("id")));
            }
            results.add(result(answer));
            drive = outcome.after();
        }
        return new Rules.Outcome(drive, Expected.ok(200, Request.bodyOrNull("results", results), null));
    }

    private static Map<String, @Nullable Object> result(Expected answer) {
        Map<String, @Nullable Object> result = Request.bodyOrNull("status", answer.status());
        if (!answer.codes().isEmpty()) {
            result.put(
                    "problem",
                    answer.with("code", answer.codes().iterator().next()).members());
        } else if (!answer.members().isEmpty()) {
            result.put("node", answer.members());
        }
        return result;
    }

    /** A reference to what was not made stays one. */
    private static Command resolved(Command command, Map<String, String> made) {
        return switch (command) {
            case CreateFolder c -> new CreateFolder(made.getOrDefault(c.parent(), c.parent()), c.name());
            case CreateFile c ->
                new CreateFile(
                        made.getOrDefault(c.parent(), c.parent()), c.name(), c.content(), c.modifiedAt(), c.policy());
            default -> command;
        };
    }
}
