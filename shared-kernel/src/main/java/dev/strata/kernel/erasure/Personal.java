package dev.strata.kernel.erasure;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a text in an event that tells of a person or is chosen by one. The event store holds it encrypted under the key
 * of the event's {@link Subject}, so that destroying the key erases it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Personal {
    /** What readers of an event find in place of a text whose key is destroyed. */
    String ERASED = "[erased]";
}
