package dev.strata.query.projection;

import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.platform.erasure.PersonalRecord;
import java.util.regex.Pattern;
import org.axonframework.eventhandling.DomainEventMessage;

/**
 * An event and its place in the log; nobody has looked into it yet.
 *
 * @param parked whether an earlier event of its stream is a dead letter of the projection, so that it must wait too
 */
record Located(DomainEventMessage<?> message, long position, boolean parked) {
    String stream() {
        return message.getAggregateIdentifier();
    }

    boolean isErasure() {
        return message.getPayloadType() == AccountErased.class;
    }

    /** A text about the event without the names that the event tells. */
    String withoutNames(String text) {
        Object event;
        try {
            event = message.getPayload();
        } catch (RuntimeException _) {
            return text; // Who cannot read it has no names from it.
        }
        return PersonalRecord.of(event.getClass()).personalValues(event).stream()
                .map(name ->
                        Pattern.compile("(?<![\\p{L}\\p{N}_])%s(?![\\p{L}\\p{N}_])".formatted(Pattern.quote(name))))
                .reduce(text, (rest, name) -> name.matcher(rest).replaceAll("..."), (_, last) -> last);
    }

    /** What projections are given. Fails if the event cannot be read. */
    Happened happened() {
        return new Happened(message, Occurrence.of(message, position));
    }
}
