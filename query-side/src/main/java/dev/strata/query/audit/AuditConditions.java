package dev.strata.query.audit;

import dev.strata.query.audit.ListAudit.Scope;
import dev.strata.query.projection.Columns;
import java.util.ArrayList;
import java.util.List;

/** The WHERE clause of a {@link ListAudit}: only the filters that were given, so that PostgreSQL can choose an index. */
final class AuditConditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    static AuditConditions of(ListAudit question) {
        AuditConditions all = new AuditConditions();
        switch (question.within()) {
            case Scope.All _ -> all.add("true");
            case Scope.Own own ->
                all.add(
                        "(actor = ? OR account_id = ? OR space_id = ?)",
                        own.account().value(),
                        own.account().value(),
                        own.space().value());
            case Scope.Space space -> all.add("space_id = ?", space.space().value());
            case Scope.Tree tree -> all.add("""
                        node_id IN (
                            WITH RECURSIVE below AS (
                                SELECT CAST(? AS uuid) AS node_id
                                UNION
                                SELECT p.node_id FROM below JOIN query.node_place p ON p.parent_id = below.node_id)
                            SELECT node_id FROM below)""", tree.top().value());
        }
        if (question.node() != null) {
            all.add("node_id = ?", question.node().value());
        }
        if (question.actor() != null) {
            all.add("actor = ?", question.actor().value());
        }
        if (question.device() != null) {
            all.add("device = ?", question.device().value());
        }
        if (question.type() != null) {
            all.add("type = ?", question.type());
        }
        if (question.from() != null) {
            all.add("at >= ?", Columns.utc(question.from()));
        }
        if (question.to() != null) {
            all.add("at < ?", Columns.utc(question.to()));
        }
        return all;
    }

    void add(String condition, Object... values) {
        conditions.add(condition);
        parameters.addAll(List.of(values));
    }

    String sql() {
        return String.join(" AND ", conditions);
    }

    List<Object> parameters() {
        return parameters;
    }
}
