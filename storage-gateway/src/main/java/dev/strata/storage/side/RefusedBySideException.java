package dev.strata.storage.side;

/** Another side said no; the client is to read it in that side's words. */
public class RefusedBySideException extends RuntimeException {
    private final transient Answer answer;

    RefusedBySideException(Answer answer) {
        super("another side answered " + answer.status());
        this.answer = answer;
    }

    public Answer answer() {
        return answer;
    }
}
