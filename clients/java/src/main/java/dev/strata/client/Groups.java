package dev.strata.client;

import static dev.strata.client.RemotePath.segment;

import java.io.IOException;
import java.util.List;

/**
 * Reads the groups that this account is in.
 *
 * <pre>{@code
 * for (Group group : client.groups().mine()) {
 *     System.out.println(group.name() + ": " + client.groups().members(group.groupId()));
 * }
 * }</pre>
 */
public final class Groups {
    private final Requests requests;

    Groups(Requests requests) {
        this.requests = requests;
    }

    public List<Group> mine() throws IOException {
        return all("/v1/groups", Group.class);
    }

    public List<Group.Member> members(String groupId) throws IOException {
        return all("/v1/groups/%s/members".formatted(segment(groupId)), Group.Member.class);
    }

    private <T> List<T> all(String path, Class<T> item) throws IOException {
        return Page.all(cursor -> requests.transport()
                .page(requests.seeing(Parameters.of(path).page(cursor).toString()), item));
    }
}
