package dev.strata.endtoend.model;

import static dev.strata.endtoend.model.Request.body;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client asks the product, and the model, to do. */
sealed interface Command permits Batch, Command.Single {
    /** A command that has a request of its own. */
    sealed interface Single extends Command {}

    /** How receipts are got. */
    interface Receipts {
        String of(Content content);
    }

    Request request(Receipts receipts);

    private static String at(String id, String rest) {
        return "/v1/nodes/%s%s".formatted(id, rest);
    }

    record CreateFolder(String parent, String name) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of("POST", "/v1/folders", body("parentId", parent, "name", name));
        }
    }

    record CreateFile(
            String parent,
            String name,
            Content content,
            @Nullable String modifiedAt,
            Policy policy) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of(
                    "POST",
                    "/v1/files",
                    body(
                            "parentId",
                            parent,
                            "name",
                            name,
                            "receipt",
                            receipts.of(content),
                            "modifiedAt",
                            modifiedAt,
                            "conflict",
                            policy.text()));
        }
    }

    /** @param base the version that the client has seen; null if it does not say */
    record AddVersion(
            String node,
            Content content,
            @Nullable Long base,
            @Nullable String modifiedAt,
            Policy policy) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of(
                            "POST",
                            "/v1/files/%s/versions".formatted(node),
                            body("receipt", receipts.of(content), "modifiedAt", modifiedAt, "conflict", policy.text()))
                    .ifMatch(base);
        }
    }

    record RestoreVersion(
            String node, int version, @Nullable Long expected) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of("POST", "/v1/files/%s/versions/%d/restore".formatted(node, version))
                    .ifMatch(expected);
        }
    }

    record Rename(String node, String name, @Nullable Long expected) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of("PUT", at(node, "/name"), body("name", name)).ifMatch(expected);
        }
    }

    record Move(
            String node,
            String parent,
            @Nullable String name,
            @Nullable Long expected) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of("PUT", at(node, "/parent"), body("parentId", parent, "name", name))
                    .ifMatch(expected);
        }
    }

    record Trash(String node, @Nullable Long expected) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of("PUT", at(node, "/trash")).ifMatch(expected);
        }
    }

    record Untrash(
            String node,
            @Nullable String parent,
            @Nullable String name,
            @Nullable Long expected) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of("DELETE", at(node, "/trash"), body("parentId", parent, "name", name))
                    .ifMatch(expected);
        }
    }

    record Purge(String node, @Nullable Long expected) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of("DELETE", at(node, "")).ifMatch(expected);
        }
    }

    record EmptyTrash() implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of("DELETE", "/v1/trash");
        }
    }

    record Give(String node, String account, Role role) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of("PUT", at(node, "/grants/" + account), body("role", role.text()));
        }
    }

    record Revoke(String node, String account) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of("DELETE", at(node, "/grants/" + account));
        }
    }

    record Copy(String node, String parent, String name, Policy policy) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of(
                    "POST", at(node, "/copies"), body("parentId", parent, "name", name, "conflict", policy.text()));
        }
    }

    record Tag(String node, String tag) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of("PUT", at(node, "/tags/" + tag));
        }
    }

    record Untag(String node, String tag) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of("DELETE", at(node, "/tags/" + tag));
        }
    }

    /** @param text null takes the description away */
    record Describe(
            String node, @Nullable String text, @Nullable Long expected) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return new Request(
                            "PUT",
                            at(node, "/description"),
                            text == null ? "{\"description\": null}" : "{\"description\": \"%s\"}".formatted(text),
                            List.of())
                    .ifMatch(expected);
        }
    }

    /** @param modifiedAt null only as part of an undo */
    record SetTime(
            String node,
            @Nullable String modifiedAt,
            @Nullable Long expected) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of("PUT", at(node, "/modified-time"), body("modifiedAt", modifiedAt))
                    .ifMatch(expected);
        }
    }

    record Lock(String node, int seconds) implements Single {
        static final int SHORT = 1;
        static final int LONG = 7_200;

        @Override
        public Request request(Receipts receipts) {
            return Request.of("PUT", at(node, "/lock"), body("seconds", seconds));
        }
    }

    record Unlock(String node, boolean breaking) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of("DELETE", at(node, "/lock" + (breaking ? "?break=true" : "")));
        }
    }

    record PutStar(String node) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of("PUT", at(node, "/star"));
        }
    }

    record RemoveStar(String node) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of("DELETE", at(node, "/star"));
        }
    }

    record PlaceHold(String node) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of("PUT", at(node, "/hold"), body("reason", "a case"));
        }
    }

    record LiftHold(String node) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of("DELETE", at(node, "/hold"));
        }
    }

    /** @param merged the content to keep; null if it is not that */
    record Resolve(String copy, String keep, @Nullable Content merged) implements Single {
        @Override
        public Request request(Receipts receipts) {
            return Request.of(
                    "POST",
                    "/v1/conflicts/%s/resolution".formatted(copy),
                    body("keep", keep, "receipt", merged == null ? null : receipts.of(merged)));
        }
    }

    /**
     * Takes back what was done since a moment, as a preview has told; a rewind all of it, by anybody.
     *
     * @param node the tree that it is about; null for the home of whoever asks
     * @param alone whether nothing else is under way
     */
    record Undo(@Nullable String node, boolean rewind, Filter filter, boolean alone, Report report) implements Single {
        @Override
        public Request request(Receipts receipts) {
            String from = filter.from().toString();
            return rewind
                    ? Request.once(at(String.valueOf(node), "/rewind"), body("to", from, "confirm", report.confirm()))
                    : Request.once(
                            "/v1/undo",
                            body(
                                    "node",
                                    node,
                                    "from",
                                    from,
                                    "to",
                                    filter.to() == null ? null : filter.to().toString(),
                                    "actor",
                                    filter.actor(),
                                    "operation",
                                    filter.operation(),
                                    "kinds",
                                    filter.kinds().isEmpty() ? null : filter.kinds(),
                                    "confirm",
                                    report.confirm()));
        }

        Undo previewed(Report preview, boolean only) {
            return new Undo(node, rewind, filter, only, preview);
        }
    }
}
