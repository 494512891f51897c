package dev.strata.endtoend.model;

import dev.strata.endtoend.http.Person;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Who takes part in a life: two people who work, and one who mostly looks; each with several clients. */
record Cast(List<Person> people, long signedIn) {
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final int[] CLIENTS = {0, 1, 0, 1, 0, 2};

    /** Whether their access tokens last for another life. */
    boolean isFresh() {
        return System.nanoTime() - signedIn < FRESH.toNanos();
    }

    static Cast signUp(URI server) {
        return new Cast(
                List.of(Person.signUp(server), Person.signUp(server), Person.signUp(server)), System.nanoTime());
    }

    Person client(int number) {
        return people.get(CLIENTS[number % CLIENTS.length]);
    }

    List<String> accounts() {
        return people.stream().map(Person::accountId).toList();
    }

    Drive drive() {
        Drive drive = Drive.empty();
        people.forEach(person -> drive.addSpace(person.spaceId(), person.accountId(), person.root()));
        return drive;
    }

    /** As people are called in histories. */
    String name(String account) {
        return List.of("anna", "ben", "carl").get(accounts().indexOf(account));
    }
}
