package dev.strata.query.search;

import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import dev.strata.query.listing.Node;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Cursor;
import dev.strata.query.page.Page;
import dev.strata.query.page.Sieve;
import dev.strata.query.reach.Reach;
import dev.strata.query.reach.Reaches;
import dev.strata.query.reach.Trees;
import dev.strata.query.reach.VisibleNodes;
import dev.strata.query.sharing.Home;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Searches names, the best matches first, equal ones by name. Nothing that the account may not see comes out. */
@Component
public class SearchQueries {
    private final Matches matches;
    private final Reaches reaches;
    private final Trees trees;
    private final VisibleNodes visible;

    public SearchQueries(Matches matches, Reaches reaches, Trees trees, VisibleNodes visible) {
        this.matches = matches;
        this.reaches = reaches;
        this.trees = trees;
        this.visible = visible;
    }

    public Page<Node> list(AccountId account, Home home, SearchNodes question) {
        Moment moment = question.moment();
        Cursor after = question.page().after(question.name(), 3);
        Reach reach = question.in() == null ? reaches.of(account, home, moment) : reaches.of(question.in(), moment);
        return new Sieve<Match, Node>(
                        (last, rows) -> matches.list(question, reach, last, rows),
                        found -> visible(account, home, question, reach, found),
                        last -> Cursor.of(question.name(), last.stage(), last.key(), last.nodeId()))
                .page(
                        question.page(),
                        after == null
                                ? null
                                : new Match((int) after.number(0), after.text(1), new NodeId(after.uuid(2))));
    }

    private Map<Match, Node> visible(
            AccountId account, Home home, SearchNodes question, Reach reach, List<Match> matches) {
        Moment moment = question.moment();
        Node in = question.in();
        List<NodeId> found = matches.stream().map(Match::nodeId).toList();
        Map<NodeId, Node> nodes = in == null
                ? visible.find(account, home, found, moment)
                : visible.find(account, below(in, reach, found, moment), moment);
        return matches.stream()
                .filter(match -> nodes.containsKey(match.nodeId()))
                .collect(Collectors.toMap(match -> match, match -> nodes.get(match.nodeId())));
    }

    private Collection<NodeId> below(Node in, Reach reach, List<NodeId> found, Moment moment) {
        boolean exact = in.parentId() == null || !reach.trees().isEmpty();
        return exact
                ? found.stream().filter(node -> !node.equals(in.id())).toList()
                : trees.below(in.id(), found, moment);
    }
}
