package dev.strata.command.link.web;

import dev.strata.command.link.Admissions;
import dev.strata.command.log.Streams;
import dev.strata.command.node.domain.NodeState.Node;
import dev.strata.command.node.domain.Versions;
import dev.strata.command.web.Commands;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.link.LinkAct;
import dev.strata.kernel.link.LinkAdmission;
import dev.strata.kernel.link.LinkQuestion;
import dev.strata.kernel.node.NodeName;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the other sides ask about links, in signed questions. */
@Hidden
@RestController
@RequestMapping("/v1/links/side")
class LinkSideController {
    private final SideQuestions questions;
    private final Admissions admissions;
    private final LinkedNodes nodes;
    private final Commands commands;
    private final Streams streams;

    LinkSideController(
            SideQuestions questions, Admissions admissions, LinkedNodes nodes, Commands commands, Streams streams) {
        this.questions = questions;
        this.admissions = admissions;
        this.nodes = nodes;
        this.commands = commands;
        this.streams = streams;
    }

    record Asked(String question) {}

    /**
     * Where a stranger's content would go.
     *
     * @param name of the file that is replaced
     * @param manifestId of the newest content of the file that is replaced
     */
    record LinkPlacement(
            AccountId maker,
            SpaceId spaceId,
            @Nullable String name,
            @Nullable ManifestId manifestId) {}

    /** @param name of a new file; null if the content is for the file that the question names */
    @SuppressWarnings("MissingSummary")
    record Content(
            String question,
            @Nullable NodeName name,
            String receipt,
            boolean keepBoth,
            @Nullable Long base) {}

    @PostMapping("/admissions")
    LinkAdmission admit(@RequestBody Asked asked) {
        return admissions.admit(questions.read(asked.question()));
    }

    @PostMapping("/placements")
    LinkPlacement place(@RequestBody Asked asked) {
        LinkQuestion question = questions.read(asked.question());
        LinkAdmission admission = admissions.admit(question);
        if (question.act() != LinkAct.EDIT) {
            return new LinkPlacement(admission.maker(), admission.spaceId(), null, null);
        }
        Node file = streams.nodes(List.of(admission.nodeId())).get(admission.nodeId());
        Versions versions = file == null ? null : file.versions();
        return new LinkPlacement(
                admission.maker(),
                admission.spaceId(),
                file == null ? null : file.name(),
                versions == null ? null : versions.content().manifestId());
    }

    @PostMapping("/contents")
    ResponseEntity<?> content(HttpServletRequest http, @RequestBody Content content) {
        LinkQuestion question = questions.read(content.question());
        return commands.run(
                maker(question),
                admissions.metadata(question),
                http,
                dispatch -> nodes.store(dispatch, question, content));
    }

    private AccountId maker(LinkQuestion question) {
        AccountId maker = admissions.metadata(question).actor();
        return java.util.Objects.requireNonNull(maker, "a link has a maker");
    }
}
