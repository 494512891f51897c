package dev.strata.endtoend.model;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Person;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Words a history so that people can read it. */
final class Brief {
    /** The end tells ids apart. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{7}([0-9a-f]{5})");

    private static final List<String> MEMBERS = List.of(
            "code",
            "index",
            "id",
            "parentId",
            "name",
            "version",
            "contentVersion",
            "trashed",
            "lock",
            "grantId",
            "role",
            "purged",
            "held",
            "head");

    private Brief() {}

    /** Names for accounts and root folders, a few letters for other ids. */
    static String ids(Cast cast, String text) {
        String named = text;
        for (Person person : cast.people()) {
            String name = cast.name(person.accountId());
            named = named.replace(person.accountId(), name)
                    .replace(person.root(), "root-of-" + name)
                    .replace(person.spaceId(), "space-of-" + name);
        }
        return ID.matcher(named).replaceAll("$2");
    }

    static String of(Cast cast, World.Sent sent) {
        Answer answer = sent.answer();
        return "%s: %s -> %s"
                .formatted(cast.name(sent.by()), sent.command(), answer == null ? "no answer" : answer(answer));
    }

    private static String answer(Answer answer) {
        return answer.status() + (answer.body().length == 0 ? "" : " " + members(answer.json()));
    }

    private static List<String> members(JsonNode node) {
        return MEMBERS.stream()
                .filter(member -> node.hasNonNull(member))
                .flatMap(member -> Stream.of("%s=%s"
                        .formatted(
                                member,
                                node.path(member).isObject() && member.equals("head")
                                        ? members(node.path(member))
                                        : node.path(member))))
                .toList();
    }
}
