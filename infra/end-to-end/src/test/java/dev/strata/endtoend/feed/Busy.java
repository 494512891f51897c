package dev.strata.endtoend.feed;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Somebody who changes his drive at random and shares some of it. Refusals are part of it. */
final class Busy {
    private static final List<String> ROLES = List.of("viewer", "commenter", "editor");
    private static final int SHARED = 3;

    private final List<Person> others;
    private final Random random;
    private final List<String> folders = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final List<String> shared = new ArrayList<>();
    private Person person;
    private int made;

    Busy(Person person, List<Person> others, Random random) {
        this.person = person;
        this.others = others;
        this.random = random;
        folders.add(person.root());
    }

    /** Does one thing. */
    void step() {
        Answer answer = change();
        if (answer.status() == 401) {
            person = person.signIn();
        } else if (answer.status() >= 500 && answer.status() != 503) {
            throw new AssertionError(answer.toString());
        }
    }

    private Answer change() {
        return switch (files.isEmpty() ? random.nextInt(5) : random.nextInt(20)) {
            case 0 -> folder(pick(folders), folders);
            case 1, 2, 3, 4 -> file();
            case 5, 6 -> person.upload("kept-%d.txt".formatted(random.nextInt(5)), content());
            case 7, 8 -> rename(node());
            case 9, 10, 11 -> move(node());
            case 12, 13 -> person.api().put(path(node(), "/trash"), "");
            case 14, 15 -> person.api().delete(path(node(), "/trash"));
            case 16 -> person.api().delete(path(node(), ""));
            default -> share();
        };
    }

    private byte[] content() {
        return Bytes.random(random.nextLong(), 200);
    }

    private String name() {
        return "n%d-%d".formatted(made++, random.nextInt(1_000));
    }

    private Answer folder(String parent, List<String> into) {
        return remember(person.api().post("/v1/folders", """
                {"parentId": "%s", "name": "%s"}""".formatted(parent, name())), into);
    }

    private Answer file() {
        return remember(
                person.api()
                        .putBytes(
                                "/v1/content/%s?in=%s".formatted(name(), pick(folders)),
                                content(),
                                "If-None-Match",
                                "*"),
                files);
    }

    private static Answer remember(Answer answer, List<String> into) {
        if (answer.status() == 201) {
            into.add(answer.text("id"));
        }
        return answer;
    }

    private Answer rename(String node) {
        return person.api().put(path(node, "/name"), """
                {"name": "%s"}""".formatted(name()));
    }

    private Answer move(String node) {
        return person.api().put(path(node, "/parent"), """
                {"parentId": "%s"}""".formatted(pick(folders)));
    }

    /** What is shared stays where it is: what is in the trash is still mounted, and is not shown. */
    private Answer share() {
        if (shared.size() < SHARED) {
            return folder(person.root(), shared);
        }
        String grant = path(pick(shared), "/grants/" + pick(others).accountId());
        return random.nextInt(3) == 0
                ? person.api().delete(grant)
                : person.api().put(grant, """
                        {"role": "%s"}""".formatted(pick(ROLES)));
    }

    private String node() {
        return random.nextInt(3) == 0 && folders.size() > 1
                ? folders.get(1 + random.nextInt(folders.size() - 1))
                : pick(files);
    }

    private static String path(String node, String part) {
        return "/v1/nodes/" + node + part;
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
