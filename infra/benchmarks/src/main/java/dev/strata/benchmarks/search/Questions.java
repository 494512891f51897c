package dev.strata.benchmarks.search;

import dev.strata.benchmarks.product.User;
import dev.strata.query.search.SearchNodes.Filters;
import java.sql.SQLException;
import java.util.List;

/** What somebody would ask of {@link ManyNames}. */
final class Questions {
    private static final String IMAGES = "EXISTS (SELECT FROM query.node f WHERE f.node_id = p.node_id AND %s)"
            .formatted("starts_with(lower(f.media_type), 'image/')");

    private Questions() {}

    static List<Question> of(User owner, Members members, ManyNames names) throws SQLException {
        long common = names.count("name LIKE '%photo%'");
        return List.of(
                Question.of("common word", owner, ManyNames.COMMON, "p.search_key LIKE '%photo%'", common),
                Question.of(
                        "rare word",
                        owner,
                        ManyNames.RARE,
                        "p.search_key LIKE '%quetzal%'",
                        names.count("name LIKE '%quetzal%'")),
                Question.of(
                        "two words",
                        owner,
                        "photo garden",
                        "p.search_key LIKE '%photo%' AND p.search_key LIKE '%garden%'",
                        names.count("name LIKE '%photo%' AND name LIKE '%garden%'")),
                Question.of("prefix", owner, "invo", "p.search_key LIKE ' invo%'", names.count("name LIKE 'invo%'")),
                Question.of("infix", owner, "nvoic", "p.search_key LIKE '%nvoic%'", names.count("name LIKE '%nvoic%'")),
                Question.of(
                        "rare infix", owner, "etza", "p.search_key LIKE '%etza%'", names.count("name LIKE '%etza%'")),
                Question.of(
                        "word with marks",
                        owner,
                        "ubergrosse",
                        "p.search_key LIKE '%ubergrosse%'",
                        names.count("name LIKE '%Übergröße%'")),
                Question.of(
                        "two letters",
                        owner,
                        ManyNames.SHORT,
                        "p.search_key LIKE '% qz%'",
                        names.count("name LIKE '% qz%'")),
                new Question(
                        "common word and type",
                        owner,
                        ManyNames.COMMON,
                        new Filters(null, "image/", null, null, null, null, null),
                        "q=photo&type=image/",
                        "p.search_key LIKE '%photo%' AND " + IMAGES,
                        names.count("name LIKE '%photo%' AND type LIKE 'image/%'")),
                new Question(
                        "common word and rare size",
                        owner,
                        ManyNames.COMMON,
                        new Filters(null, null, null, null, null, null, 1_000L),
                        "q=photo&maxSize=1000",
                        "p.search_key LIKE '%photo%'"
                                + " AND EXISTS (SELECT FROM query.node f WHERE f.node_id = p.node_id AND f.size <= 1000)",
                        names.count("name LIKE '%photo%' AND n <= 1000")),
                new Question(
                        "type alone",
                        owner,
                        "",
                        new Filters(null, "image/", null, null, null, null, null),
                        "type=image/",
                        IMAGES,
                        names.count("type LIKE 'image/%'")),
                Question.of(
                        "common word, member of half",
                        members.ofHalf(),
                        ManyNames.COMMON,
                        below(names, ManyNames.HALF, "photo"),
                        names.count("name LIKE '%photo%' AND folder % 2 = 0")),
                Question.of(
                        "rare word, member of half",
                        members.ofHalf(),
                        ManyNames.RARE,
                        below(names, ManyNames.HALF, "quetzal"),
                        names.count("name LIKE '%quetzal%' AND folder % 2 = 0")),
                Question.of(
                        "common word, member of a fiftieth",
                        members.ofFiftieth(),
                        ManyNames.COMMON,
                        below(names, ManyNames.FIFTIETH, "photo"),
                        names.count("name LIKE '%photo%' AND folder % 50 = 1")),
                Question.of(
                        "common word, member of 1,000 files",
                        members.ofThousand(),
                        ManyNames.COMMON,
                        below(names, ManyNames.THOUSAND, "photo"),
                        names.count("name LIKE '%photo%' AND folder = 3")));
    }

    private static String below(ManyNames names, String folder, String word) throws SQLException {
        return """
                p.search_key LIKE '%%%s%%' AND p.node_id IN (
                    WITH RECURSIVE below AS (
                        SELECT node_id FROM query.node WHERE node_id = '%s'
                        UNION ALL
                        SELECT c.node_id FROM below JOIN query.node c ON c.parent_id = below.node_id
                         WHERE NOT c.trashed)
                    SELECT node_id FROM below)""".formatted(word, names.folder(folder));
    }
}
