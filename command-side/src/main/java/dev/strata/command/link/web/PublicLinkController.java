package dev.strata.command.link.web;

import dev.strata.command.link.Admissions;
import dev.strata.command.link.LinkPasswords;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.link.LinkAct;
import dev.strata.kernel.link.LinkQuestion;
import dev.strata.kernel.node.NodeName;
import dev.strata.platform.web.ExpectedVersion;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What strangers change through a link. What they read is on the query side, what they upload on the gateway. */
@RestController
@RequestMapping("/v1/public/{token}")
class PublicLinkController {
    private static final String PASS = "Strata-Link-Pass";

    private final Admissions admissions;
    private final LinkedNodes nodes;
    private final CommandTransaction transaction;

    PublicLinkController(Admissions admissions, LinkedNodes nodes, CommandTransaction transaction) {
        this.admissions = admissions;
        this.nodes = nodes;
        this.transaction = transaction;
    }

    record PasswordRequest(String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return "PasswordRequest";
        }
    }

    /** @param expiresIn in seconds */
    @SuppressWarnings("MissingSummary")
    record Pass(String pass, long expiresIn) {
        /** Without the pass. */
        @Override
        public String toString() {
            return "Pass";
        }
    }

    record NameRequest(NodeName name) {}

    @PostMapping("/password")
    ResponseEntity<Pass> unlock(
            @PathVariable String token, HttpServletRequest http, @RequestBody PasswordRequest request) {
        String pass = admissions.unlock(token, request.password(), http.getRemoteAddr());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Pass(pass, LinkPasswords.PASS_VALIDITY.toSeconds()));
    }

    @PutMapping("/nodes/{nodeId}/name")
    LinkedNodes.LinkedNode rename(
            @PathVariable String token,
            @PathVariable NodeId nodeId,
            @RequestHeader(name = PASS, required = false) @Nullable String pass,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest http,
            @RequestBody NameRequest request) {
        LinkQuestion question = new LinkQuestion(token, pass, LinkAct.EDIT, nodeId, http.getRemoteAddr());
        Long expected = ExpectedVersion.parse(ifMatch);
        return transaction.run(
                admissions.metadata(question), dispatch -> nodes.rename(dispatch, question, request.name(), expected));
    }

    @PostMapping("/nodes/{nodeId}/folders")
    @ResponseStatus(HttpStatus.CREATED)
    LinkedNodes.LinkedNode folder(
            @PathVariable String token,
            @PathVariable NodeId nodeId,
            @RequestHeader(name = PASS, required = false) @Nullable String pass,
            HttpServletRequest http,
            @RequestBody NameRequest request) {
        LinkQuestion question = new LinkQuestion(token, pass, LinkAct.EDIT, nodeId, http.getRemoteAddr());
        return transaction.run(
                admissions.metadata(question), dispatch -> nodes.folder(dispatch, question, request.name()));
    }
}
