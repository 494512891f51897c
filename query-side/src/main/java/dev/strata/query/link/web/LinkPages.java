package dev.strata.query.link.web;

import static dev.strata.query.link.web.Html.text;

import dev.strata.kernel.node.NodeKind;
import dev.strata.query.link.LinkedNode;
import dev.strata.query.link.PublicLink;
import dev.strata.query.page.Page;
import org.jspecify.annotations.Nullable;

/** What the pages of a link say. All addresses in them are below that of the link. */
final class LinkPages {
    private static final String UPLOAD = """
            <form method="post" action="%s/files%s" enctype="multipart/form-data">
            <p><label>Send files <input type="file" name="file" multiple required></label>
            <button>Send</button></p>
            </form>
            """;

    private LinkPages() {}

    static String password(String address, @Nullable String note) {
        return Html.page("A password is needed", """
            %s<form method="post" action="%s">
            <p><label>Password <input type="password" name="password" required autofocus maxlength="1000"></label>
            <button>Open</button></p>
            </form>
            """.formatted(note(note), text(address)));
    }

    static String fileRequest(String address, PublicLink link, @Nullable String note) {
        String name = link.name() == null || link.name().isEmpty() ? "this folder" : link.name();
        return Html.page("Send files to " + name, note(note) + UPLOAD.formatted(text(address), ""));
    }

    static String file(String address, LinkedNode file) {
        return Html.page(
                file.name(), """
                <p>%s</p>
                <p><a href="%s/%s/content" download>Download</a></p>
                """.formatted(Html.size(file.size() == null ? 0 : file.size()), text(address), file.id()));
    }

    static String folder(
            String address,
            LinkedNode folder,
            boolean top,
            boolean editor,
            Page<LinkedNode> children,
            @Nullable String note) {
        StringBuilder body = new StringBuilder(note(note));
        if (!top) {
            body.append("<p><a href=\"%s\">Back to the beginning</a></p>\n".formatted(text(address)));
        }
        if (editor) {
            body.append(UPLOAD.formatted(text(address), "?parent=" + folder.id()));
        }
        if (children.items().isEmpty()) {
            body.append("<p>Nothing is in it.</p>\n");
        } else {
            body.append("<table>\n<tr><th>Name</th><th class=\"size\">Size</th></tr>\n");
            children.items().forEach(child -> body.append(row(address, child)));
            body.append("</table>\n");
        }
        if (children.nextCursor() != null) {
            body.append("<p><a href=\"%s/%s?cursor=%s\">More</a></p>\n"
                    .formatted(text(address), folder.id(), text(children.nextCursor())));
        }
        return Html.page(folder.name().isEmpty() ? "Files" : folder.name(), body.toString());
    }

    private static String row(String address, LinkedNode child) {
        boolean folder = child.kind() == NodeKind.FOLDER;
        return "<tr><td><a href=\"%s/%s%s\">%s</a></td><td class=\"size\">%s</td></tr>\n"
                .formatted(
                        text(address),
                        child.id(),
                        folder ? "" : "/content",
                        text(child.name()) + (folder ? "/" : ""),
                        child.size() == null ? "" : Html.size(child.size()));
    }

    static String problem(String title, String detail) {
        return Html.page(title, "<p>%s</p>\n".formatted(text(detail)));
    }

    private static String note(@Nullable String note) {
        return note == null ? "" : "<p class=\"note\">%s</p>\n".formatted(text(note));
    }
}
