package dev.strata.query.link.web;

import dev.strata.kernel.content.Sha256;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeKind;
import dev.strata.platform.web.ProblemException;
import dev.strata.query.link.LinkedNode;
import dev.strata.query.link.LinkedNodes;
import dev.strata.query.link.LinkedNodes.Stranger;
import dev.strata.query.link.PublicLink;
import dev.strata.query.page.PageRequest;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * The page of a link, for people with a browser. Forms go where the work is: a password to the command side, files to
 * the storage gateway; both send the browser back here, and what they have to say in {@code note}.
 */
@Hidden
@RestController
@RequestMapping("/s/{token}")
class LinkPageController {
    private static final String PASS = "strata-link-pass";
    private static final int ROWS = 200;
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final String POLICY =
            "default-src 'none'; style-src 'sha256-%s'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
                    .formatted(Base64.getEncoder()
                            .encodeToString(Sha256.digest().digest(Html.STYLE.getBytes(StandardCharsets.UTF_8))));

    /** What the forms can come back with: nothing that is in the address gets into the page. */
    private static final Map<String, String> NOTES = Map.of(
            "sent", "Sent. Thank you.",
            "wrong", "That is not the password.",
            "slow", "Too many wrong passwords. Try again in a while.",
            "name", "A file was not taken: its name cannot be used here.",
            "taken", "A file was not taken: there is one of that name.",
            "large", "A file was not taken: it is too large.",
            "full", "Nothing more fits in there.",
            "failed", "It was not possible to take the files.");

    private final LinkedNodes nodes;

    LinkPageController(LinkedNodes nodes) {
        this.nodes = nodes;
    }

    @GetMapping
    ResponseEntity<String> page(
            @PathVariable String token,
            @CookieValue(name = PASS, required = false) @Nullable String pass,
            @RequestParam(required = false) @Nullable String note,
            HttpServletRequest http) {
        Stranger stranger = new Stranger(token, pass, http.getRemoteAddr());
        String address = "/s/" + token;
        PublicLink link = nodes.link(stranger);
        String told = note == null ? null : NOTES.get(note);
        if (link.locked()) {
            return html(HttpStatus.OK, LinkPages.password(address, told));
        }
        LinkedNode node = link.node();
        if (node == null) {
            return html(HttpStatus.OK, LinkPages.fileRequest(address, link, told));
        }
        if (node.kind() == NodeKind.FILE) {
            return html(HttpStatus.OK, LinkPages.file(address, node));
        }
        return folder(stranger, link, node, null, told);
    }

    @GetMapping("/{nodeId}")
    ResponseEntity<String> node(
            @PathVariable String token,
            @PathVariable NodeId nodeId,
            @CookieValue(name = PASS, required = false) @Nullable String pass,
            @RequestParam(required = false) @Nullable String note,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest http) {
        Stranger stranger = new Stranger(token, pass, http.getRemoteAddr());
        LinkedNode node = nodes.node(stranger, nodeId);
        if (node.kind() == NodeKind.FILE) {
            return html(HttpStatus.OK, LinkPages.file("/s/" + token, node));
        }
        return folder(stranger, nodes.link(stranger), node, cursor, note == null ? null : NOTES.get(note));
    }

    /** HEAD is answered without taking a download. */
    @GetMapping("/{nodeId}/content")
    ResponseEntity<String> content(
            @PathVariable String token,
            @PathVariable NodeId nodeId,
            @CookieValue(name = PASS, required = false) @Nullable String pass,
            HttpServletRequest http) {
        Stranger stranger = new Stranger(token, pass, http.getRemoteAddr());
        if (http.getMethod().equals("HEAD")) {
            return html(HttpStatus.OK, LinkPages.file("/s/" + token, nodes.node(stranger, nodeId)));
        }
        return guarded(HttpStatus.TEMPORARY_REDIRECT)
                .location(nodes.content(stranger, nodeId))
                .build();
    }

    private ResponseEntity<String> folder(
            Stranger stranger, PublicLink link, LinkedNode folder, @Nullable String cursor, @Nullable String note) {
        boolean top = link.node() != null && link.node().id().equals(folder.id());
        return html(
                HttpStatus.OK,
                LinkPages.folder(
                        "/s/" + stranger.token(),
                        folder,
                        top,
                        "editor".equals(link.role()),
                        nodes.children(stranger, folder.id(), new PageRequest(ROWS, cursor)),
                        note));
    }

    @ExceptionHandler
    ResponseEntity<String> onProblem(ProblemException problem) {
        boolean gone = problem.status() == HttpStatus.NOT_FOUND;
        String title = gone ? "There is nothing here" : "That did not work";
        String detail = gone
                ? "The address is wrong, or what was here has ended. Ask whoever gave it to you."
                : String.valueOf(problem.getMessage());
        return html(problem.status(), LinkPages.problem(title, detail));
    }

    @ExceptionHandler
    ResponseEntity<String> onNoId(MethodArgumentTypeMismatchException notAnId) {
        return html(
                HttpStatus.NOT_FOUND,
                LinkPages.problem(
                        "There is nothing here",
                        "The address is wrong, or what was here has ended. Ask whoever gave it to you."));
    }

    private static ResponseEntity<String> html(HttpStatusCode status, String page) {
        return guarded(status).contentType(HTML).body(page);
    }

    private static ResponseEntity.BodyBuilder guarded(HttpStatusCode status) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex, nofollow")
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.VARY, HttpHeaders.COOKIE);
    }
}
