package dev.strata.endtoend.kill;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Person;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Somebody who keeps changing things in a folder of his own and remembers what was acknowledged. */
interface Worker {
    Duration INSIST = Duration.ofSeconds(60);

    /** Works until the server no longer answers. */
    void work(Person person);

    /** Clears up what became of the last request, to which there was no answer: by sending it again, once. */
    void settle(Person person);

    String folder();

    /** Asks again while the server is too busy, which changes nothing. */
    static Answer insist(Supplier<Answer> request) {
        long end = System.nanoTime() + INSIST.toNanos();
        Answer answer = request.get();
        while (answer.status() == 503 && System.nanoTime() < end) {
            answer = request.get();
        }
        return answer;
    }

    /** What must be in the folder now, and nothing else; by id. */
    Map<String, Known> acknowledged();
}
