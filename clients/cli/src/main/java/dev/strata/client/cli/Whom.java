package dev.strata.client.cli;

import dev.strata.client.Group;
import dev.strata.client.StrataClient;
import dev.strata.client.StrataProblem;
import java.io.IOException;
import java.util.UUID;

/** Finds the account or the group that somebody means. */
final class Whom {
    static final String HELP = "A login, group:NAME or an account id.";

    private static final String GROUP = "group:";

    private final StrataClient client;

    Whom(StrataClient client) {
        this.client = client;
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
        try {
            return client.person(login).accountId();
        } catch (StrataProblem e) {
            throw e.code().equals("account-not-found")
                    ? new CommandRefused("nobody signs in as '%s' here".formatted(login))
                    : e;
        }
    }
}
