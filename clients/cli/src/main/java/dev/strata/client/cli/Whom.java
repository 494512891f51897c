package dev.strata.client.cli;

import dev.strata.client.Group;
import dev.strata.client.Member;
import dev.strata.client.Node;
import dev.strata.client.Page;
import dev.strata.client.StrataClient;
import java.io.IOException;
import java.util.UUID;

/**
 * Finds the account that somebody means. The server tells nobody which logins there are; so a login is known if it is
 * that of somebody with whom this account has to do already.
 */
final class Whom {
    static final String HELP =
            "An account id, group:NAME, or the login of somebody in one of your groups or with a role"
                    + " on PATH. Whoever is neither tells you his account id: strata whoami.";

    private static final String GROUP = "group:";

    private final StrataClient client;
    private final Node node;

    Whom(StrataClient client, Node node) {
        this.client = client;
        this.node = node;
    }

    String accountId(String text) throws IOException {
        if (isId(text)) {
            return text;
        }
        return text.startsWith(GROUP) ? group(text.substring(GROUP.length())) : login(text);
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private String group(String name) throws IOException {
        return client.groups().mine().stream()
                .filter(group -> group.name().equals(name))
                .map(Group::groupId)
                .findFirst()
                .orElseThrow(() -> new CommandRefused("you are in no group called '%s'".formatted(name)));
    }

    private String login(String login) throws IOException {
        for (Member member : Page.all(cursor -> client.now().members(node.id(), cursor))) {
            if (login.equalsIgnoreCase(member.login())) {
                return member.accountId();
            }
        }
        for (Group group : client.groups().mine()) {
            for (Group.Member member : client.groups().members(group.groupId())) {
                if (login.equalsIgnoreCase(member.login())) {
                    return member.accountId();
                }
            }
        }
        throw new CommandRefused(
                "you have nothing to do with anybody called '%s' yet: ask for the account id that 'strata whoami' says there"
                        .formatted(login));
    }
}
