package dev.strata.client;

import static dev.strata.client.RemotePath.segment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes, lists and ends links.
 *
 * <pre>{@code
 * String address = client.links().create(node, Link.Terms.view()).url();
 * }</pre>
 */
public final class Links {
    private final Requests requests;

    Links(Requests requests) {
        this.requests = requests;
    }

    public Link.New create(Node node, Link.Terms terms) throws IOException {
        Map<String, Object> body = new HashMap<>(Map.of("role", terms.role(), "uploadOnly", terms.uploadOnly()));
        put(body, "password", terms.password());
        put(body, "expiresAt", terms.expiresAt());
        put(body, "maxDownloads", terms.maxDownloads());
        Link.New made =
                requests.transport().read(requests.json(requests.node(node, "/links"), "POST", body), Link.New.class);
        return new Link.New(made.linkId(), requests.base().resolve(made.url()).toString(), made.token(), made.link());
    }

    private static void put(Map<String, Object> body, String member, @Nullable Object value) {
        if (value != null) {
            body.put(member, value);
        }
    }

    /** Those that this account has made. */
    public List<Link> mine() throws IOException {
        return list("/v1/links");
    }

    public List<Link> of(Node node) throws IOException {
        return list("/v1/nodes/%s/links".formatted(segment(node.id())));
    }

    public void revoke(String linkId) throws IOException {
        requests.transport()
                .run(requests.request("/v1/links/" + segment(linkId)).DELETE().build());
    }

    private List<Link> list(String path) throws IOException {
        List<Link> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<Link> page = requests.transport()
                    .page(requests.get(Parameters.of(path).page(cursor).toString()), Link.class);
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }
}
