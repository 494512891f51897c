package dev.strata.query.activity;

import dev.strata.kernel.grant.Role;
import dev.strata.kernel.id.AccountId;
import dev.strata.query.access.AccessQueries;
import dev.strata.query.activity.Activity.Subject;
import dev.strata.query.audit.AuditTrailQueries;
import dev.strata.query.audit.ListAudit;
import dev.strata.query.audit.ListAudit.Entry;
import dev.strata.query.audit.ListAudit.Scope;
import dev.strata.query.listing.Node;
import dev.strata.query.moment.Moment;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.sharing.Home;
import dev.strata.query.sharing.Person;
import dev.strata.query.sharing.SharingQueries;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells people what the audit trail says, without addresses and without what they could not see when it happened. */
@Component
public class ActivityQueries {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What of an event is for people. Ids of what it is about are told apart from this. */
    private static final Set<String> TOLD = Set.of(
            "name",
            "from",
            "to",
            "fromName",
            "toName",
            "version",
            "restored",
            "versions",
            "tag",
            "role",
            "grantee",
            "expiresAt",
            "member",
            "owner",
            "resolution",
            "reason",
            "rule",
            "source",
            "original",
            "platform",
            "broken");

    private final AuditTrailQueries audit;
    private final AccessQueries access;
    private final SharingQueries sharing;
    private final JdbcClient jdbc;

    public ActivityQueries(AuditTrailQueries audit, AccessQueries access, SharingQueries sharing, JdbcClient jdbc) {
        this.audit = audit;
        this.access = access;
        this.sharing = sharing;
        this.jdbc = jdbc;
    }

    /** What the account did, what happened to it, and what happened in its home. */
    public Page<Activity> of(AccountId account, Home home, PageRequest request) {
        return told(list(new Scope.Own(account, home.spaceId()), request));
    }

    /** What happened to a node and to what is or was below it. */
    public Page<Activity> of(AccountId account, Node node, PageRequest request) {
        Page<Entry> page =
                list(node.parentId() == null ? new Scope.Space(node.spaceId()) : new Scope.Tree(node.id()), request);
        return told(
                node.role() == Role.OWNER
                        ? page
                        : page.withItems(page.items().stream()
                                .filter(entry -> couldSee(account, entry))
                                .toList()));
    }

    private Page<Entry> list(Scope scope, PageRequest request) {
        return audit.list(new ListAudit(scope, null, null, null, null, null, null, request));
    }

    /** Who else has been granted what is the owner's business. */
    private boolean couldSee(AccountId account, Entry entry) {
        boolean aboutGrant = entry.type().startsWith("Access")
                || entry.type().startsWith("Share")
                || entry.type().equals("RoleChanged");
        return entry.node() != null
                && !aboutGrant
                && access.find(account, entry.node(), new Moment.At(entry.at(), entry.position()))
                        .isPresent();
    }

    private Page<Activity> told(Page<Entry> page) {
        Map<Long, String> names = names(page.items());
        Map<AccountId, Person> people = sharing.people(page.items().stream()
                .map(Entry::actor)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        return page.withItems(page.items().stream()
                .map(entry -> new Activity(
                        entry.at(),
                        entry.actor() == null ? null : people.get(entry.actor()),
                        entry.device(),
                        kind(entry.type()),
                        entry.node() == null ? null : new Subject(entry.node(), names.get(entry.position())),
                        detail(entry.detail())))
                .toList());
    }

    /** The names that nodes had right after events, by the positions of those. */
    private Map<Long, String> names(List<Entry> entries) {
        Map<Long, String> names = new HashMap<>();
        List<Entry> about =
                entries.stream().filter(entry -> entry.node() != null).toList();
        jdbc.sql("""
                        SELECT wanted.position, place.name
                          FROM unnest(CAST(? AS uuid[]), CAST(? AS bigint[])) AS wanted (node_id, position)
                         CROSS JOIN LATERAL (
                            SELECT p.name FROM query.node_place p
                             WHERE p.node_id = wanted.node_id AND p.from_position <= wanted.position
                             ORDER BY p.from_position DESC LIMIT 1) place""")
                .param(about.stream().map(entry -> String.valueOf(entry.node())).toArray(String[]::new))
                .param(about.stream().map(Entry::position).toArray(Long[]::new))
                .query((row, _) -> names.put(row.getLong("position"), row.getString("name")))
                .list();
        return names;
    }

    private static String kind(String type) {
        return type.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> detail(String event) {
        Map<String, Object> detail = new HashMap<>();
        for (Map.Entry<String, JsonNode> member : JSON.readTree(event).properties()) {
            if (TOLD.contains(member.getKey()) && !member.getValue().isNull()) {
                detail.put(member.getKey(), member.getValue());
            }
        }
        return detail;
    }
}
