package dev.strata.query.link.web;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.node.NodeKind;
import dev.strata.platform.web.ProblemException;
import dev.strata.query.link.LinkedNode;
import dev.strata.query.link.LinkedNodes;
import dev.strata.query.link.LinkedNodes.Stranger;
import dev.strata.query.link.PublicLink;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a link shows to programs without an account. A password is sent to the command side, which answers a pass. */
@RestController
@RequestMapping("/v1/public/{token}")
class PublicLinkController {
    static final String PASS = "Strata-Link-Pass";

    private final LinkedNodes nodes;

    PublicLinkController(LinkedNodes nodes) {
        this.nodes = nodes;
    }

    /** Nothing of this is for caches, or for others whom a reader visits next. */
    @ModelAttribute
    void forNobodyElse(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
    }

    @GetMapping
    PublicLink link(
            @PathVariable String token,
            @RequestHeader(name = PASS, required = false) @Nullable String pass,
            HttpServletRequest http) {
        return nodes.link(stranger(token, pass, http));
    }

    @GetMapping("/children")
    Page<LinkedNode> children(
            @PathVariable String token,
            @RequestHeader(name = PASS, required = false) @Nullable String pass,
            HttpServletRequest http,
            @RequestParam(defaultValue = PageRequest.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return nodes.children(stranger(token, pass, http), null, new PageRequest(limit, cursor));
    }

    @GetMapping("/nodes/{nodeId}")
    LinkedNode node(
            @PathVariable String token,
            @PathVariable NodeId nodeId,
            @RequestHeader(name = PASS, required = false) @Nullable String pass,
            HttpServletRequest http) {
        return nodes.node(stranger(token, pass, http), nodeId);
    }

    @GetMapping("/nodes/{nodeId}/children")
    Page<LinkedNode> childrenOf(
            @PathVariable String token,
            @PathVariable NodeId nodeId,
            @RequestHeader(name = PASS, required = false) @Nullable String pass,
            HttpServletRequest http,
            @RequestParam(defaultValue = PageRequest.LIMIT_DEFAULT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return nodes.children(stranger(token, pass, http), nodeId, new PageRequest(limit, cursor));
    }

    @GetMapping("/content")
    ResponseEntity<Void> content(
            @PathVariable String token,
            @RequestHeader(name = PASS, required = false) @Nullable String pass,
            HttpServletRequest http) {
        return answer(stranger(token, pass, http), null, http);
    }

    @GetMapping("/nodes/{nodeId}/content")
    ResponseEntity<Void> contentOf(
            @PathVariable String token,
            @PathVariable NodeId nodeId,
            @RequestHeader(name = PASS, required = false) @Nullable String pass,
            HttpServletRequest http) {
        return answer(stranger(token, pass, http), nodeId, http);
    }

    /** A HEAD only asks, and takes no download: it is told what would come, and not where from. */
    private ResponseEntity<Void> answer(Stranger stranger, @Nullable NodeId nodeId, HttpServletRequest http) {
        if (!http.getMethod().equals("HEAD")) {
            return ResponseEntity.status(HttpStatus.TEMPORARY_REDIRECT)
                    .location(nodes.content(stranger, nodeId))
                    .build();
        }
        LinkedNode file = nodes.node(stranger, nodeId);
        if (file.kind() != NodeKind.FILE) {
            throw new ProblemException(HttpStatus.CONFLICT, "not-a-file", "This is a folder: it has no content.");
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(Objects.requireNonNull(file.mediaType(), "files have one")))
                .contentLength(Objects.requireNonNull(file.size(), "files have one"))
                .build();
    }

    private static Stranger stranger(String token, @Nullable String pass, HttpServletRequest http) {
        return new Stranger(token, pass, http.getRemoteAddr());
    }
}
