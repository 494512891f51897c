package dev.strata.command.link.web;

import dev.strata.command.CommandRefused;
import dev.strata.command.link.LinkAnswer;
import dev.strata.command.link.LinkPasswords;
import dev.strata.command.link.LinkTokens;
import dev.strata.command.link.Links;
import dev.strata.command.link.domain.LinkCommand.ChangeLink;
import dev.strata.command.link.domain.LinkCommand.CreateLink;
import dev.strata.command.link.domain.LinkCommand.NewPassword;
import dev.strata.command.link.domain.LinkCommand.RevokeLink;
import dev.strata.command.link.domain.LinkRefusal;
import dev.strata.command.link.domain.LinkTerms;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.command.node.domain.Place;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.command.tree.Tree;
import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.LinkId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Makes, shows, changes and ends links. They are read here and not from a projection, because how often one was used is
 * counted here and in no event.
 */
@RestController
class LinkController {
    private static final int LIMIT_MAX = 1_000;

    private final CommandTransaction transaction;
    private final Links links;
    private final LinkPasswords passwords;
    private final Tree tree;
    private final String publicUrl;

    LinkController(
            CommandTransaction transaction,
            Links links,
            LinkPasswords passwords,
            Tree tree,
            @Value("${strata.urls.public:}") String publicUrl) {
        this.transaction = transaction;
        this.links = links;
        this.passwords = passwords;
        this.tree = tree;
        this.publicUrl = StringUtils.trimTrailingCharacter(publicUrl, '/');
    }

    /** @param password in a change: null to keep the one that there is, empty for none */
    @SuppressWarnings("MissingSummary")
    record LinkRequest(
            Role role,
            @Nullable String password,
            @Nullable Instant expiresAt,
            @Nullable Integer maxDownloads,
            @Nullable Boolean uploadOnly) {
        LinkRequest {
            LinkTerms.of(role, Boolean.TRUE.equals(uploadOnly), expiresAt, maxDownloads);
            if (password != null && password.length() > LinkPasswords.LENGTH_MAX) {
                throw new IllegalArgumentException(
                        "password: at most %d characters".formatted(LinkPasswords.LENGTH_MAX));
            }
        }

        LinkTerms terms() {
            return LinkTerms.of(role, Boolean.TRUE.equals(uploadOnly), expiresAt, maxDownloads);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "LinkRequest";
        }
    }

    /** @param url for the people whom it is meant for; shown once, because nobody remembers it */
    @SuppressWarnings("MissingSummary")
    record NewLink(LinkId linkId, String url, String token, LinkAnswer link) {
        /** Without what opens it. */
        @Override
        public String toString() {
            return "NewLink[" + linkId + "]";
        }
    }

    record LinkPage(List<LinkAnswer> items, @Nullable LinkId nextCursor) {
        static LinkPage of(List<LinkAnswer> rows, int limit) {
            if (rows.size() <= limit) {
                return new LinkPage(rows, null);
            }
            List<LinkAnswer> items = rows.subList(0, limit);
            return new LinkPage(items, items.getLast().linkId());
        }
    }

    /** Takes no Idempotency-Key: the answer would have to be kept, and it opens the link. */
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PostMapping("/v1/nodes/{nodeId}/links")
    ResponseEntity<NewLink> create(Caller caller, @PathVariable NodeId nodeId, @RequestBody LinkRequest request) {
        LinkId linkId = LinkId.random();
        String token = LinkTokens.random();
        String hash =
                request.password() == null || request.password().isEmpty() ? null : passwords.hash(request.password());
        LinkAnswer link = transaction.run(caller.metadata(), dispatch -> {
            links.lock(nodeId);
            dispatch.send(new CreateLink(
                    linkId,
                    caller.account(),
                    nodeId,
                    request.terms(),
                    LinkTokens.hash(token),
                    hash,
                    links.count(nodeId)));
            return find(linkId);
        });
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new NewLink(linkId, publicUrl + "/s/" + token, token, link));
    }

    @PutMapping("/v1/links/{linkId}")
    LinkAnswer change(Caller caller, @PathVariable LinkId linkId, @RequestBody LinkRequest request) {
        NewPassword password = request.password() == null
                ? null
                : new NewPassword(request.password().isEmpty() ? null : passwords.hash(request.password()));
        return transaction.run(caller.metadata(), dispatch -> {
            requireKnown(linkId);
            dispatch.send(new ChangeLink(linkId, caller.account(), request.terms(), password));
            return find(linkId);
        });
    }

    @DeleteMapping("/v1/links/{linkId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable LinkId linkId) {
        transaction.run(caller.metadata(), dispatch -> {
            requireKnown(linkId);
            dispatch.send(new RevokeLink(linkId, caller.account()));
            return linkId;
        });
    }

    @GetMapping("/v1/links")
    LinkPage mine(
            Caller caller,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable LinkId cursor) {
        return LinkPage.of(links.madeBy(caller.account(), cursor, checked(limit) + 1), limit);
    }

    @GetMapping("/v1/nodes/{nodeId}/links")
    LinkPage ofNode(
            Caller caller,
            @PathVariable NodeId nodeId,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable LinkId cursor) {
        Place place = tree.find(nodeId, caller.account())
                .filter(found -> found.role() != null)
                .orElseThrow(() -> new CommandRefused(NodeRefusal.NODE_NOT_FOUND));
        if (place.role() != Role.OWNER) {
            throw new CommandRefused(LinkRefusal.FORBIDDEN);
        }
        return LinkPage.of(links.on(nodeId, cursor, checked(limit) + 1), limit);
    }

    private static int checked(int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "invalid-limit", "A limit is 1 to %d, not %d.".formatted(LIMIT_MAX, limit));
        }
        return limit;
    }

    private void requireKnown(LinkId linkId) {
        find(linkId);
    }

    private LinkAnswer find(LinkId linkId) {
        return links.find(linkId).orElseThrow(() -> new CommandRefused(LinkRefusal.LINK_NOT_FOUND));
    }
}
