package dev.strata.endtoend.access;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Api;
import dev.strata.endtoend.http.Barrier;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.testing.Await;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** An owner, one person of every other kind, and for each kind a folder of the owner's on which the grant is, or was. */
final class Cast {
    private static final Duration LENT_FOR = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Map<Kind, Person> people = new EnumMap<>(Kind.class);
    private final Map<Kind, String> folders = new EnumMap<>(Kind.class);
    private final Person bystander;
    private final String link;
    private final Instant lentUntil;
    private int boxes;

    Cast(StrataProcess strata, Barrier barrier) {
        URI server = strata.url();
        for (Kind kind : Kind.values()) {
            if (kind.hasAccount()) {
                people.put(kind, Person.signUp(server));
            }
        }
        people.computeIfPresent(Kind.ADMIN, (_, person) -> appointed(person, strata));
        bystander = Person.signUp(server);
        for (Kind kind : Kind.values()) {
            folders.put(kind, owner().folder(owner().root(), folderOf(kind)));
        }
        link = owner().api()
                .post("/v1/nodes/%s/links".formatted(folders.get(Kind.LINK)), """
                        {"role": "editor"}""")
                .is(201)
                .text("token");
        grant(Kind.VIEWER, "viewer", "");
        grant(Kind.EDITOR, "editor", "");
        grant(Kind.REVOKED, "editor", "");
        lentUntil = Instant.now().plus(LENT_FOR);
        grant(Kind.EXPIRED, "editor", ", \"expiresAt\": \"%s\"".formatted(lentUntil));
        owner().api().delete(grantOf(Kind.REVOKED)).is(204);
        barrier.pass();
    }

    /** The same, once the grant that ends by itself has ended. */
    Cast onStage() {
        Await.until(SOON, "the grant has ended", () -> Instant.now().isAfter(lentUntil));
        return this;
    }

    /** By whoever has the data directory. Tokens from before do not say so. */
    private static Person appointed(Person person, StrataProcess strata) {
        Api.at(strata.url())
                .with(strata.operatorToken())
                .put("/v1/operations/admins/" + person.login(), "")
                .is(200);
        return person.signIn();
    }

    private void grant(Kind kind, String role, String more) {
        Answer answer = owner().api().put(grantOf(kind), """
                {"role": "%s"%s}""".formatted(role, more));
        answer.is(200);
    }

    private String grantOf(Kind kind) {
        return "/v1/nodes/%s/grants/%s"
                .formatted(folders.get(kind), person(kind).accountId());
    }

    private static String folderOf(Kind kind) {
        return "for-" + kind;
    }

    Person owner() {
        return person(Kind.OWNER);
    }

    /** Somebody to whom grants can be made, who never asks for anything. */
    Person bystander() {
        return bystander;
    }

    /** Nobody has no account; where a request must name one, it is the owner's. */
    Person person(Kind kind) {
        Person person = people.get(kind.hasAccount() ? kind : Kind.OWNER);
        if (person == null) {
            throw new IllegalStateException("nobody is " + kind);
        }
        return person;
    }

    Api api(Kind kind, String path) {
        Api api = person(kind).api();
        return switch (kind) {
            case ANONYMOUS -> api.anonymous();
            case LINK -> path.startsWith("/v1/public/") ? api.anonymous() : api.with(link);
            default -> api;
        };
    }

    /** A fresh folder on which somebody of this kind has the rights of the kind. */
    Box box(Kind kind) {
        String name = "box-" + boxes++;
        String folder = owner().folder(String.valueOf(folders.get(kind)), name);
        return new Box(this, kind, folder, folderOf(kind) + "/" + name);
    }
}
