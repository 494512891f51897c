package dev.strata.platform.web;

import java.beans.PropertyEditorSupport;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/** Reads the parameters of requests: text that a database can hold, and instants of RFC 3339 in any offset. */
@ControllerAdvice
class RequestValues {
    @InitBinder
    void register(WebDataBinder binder) {
        binder.registerCustomEditor(String.class, new Text());
        binder.registerCustomEditor(Instant.class, new Time());
    }

    private static final class Text extends PropertyEditorSupport {
        @Override
        public void setAsText(String text) {
            if (text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("a text cannot have a NUL in it");
            }
            setValue(text);
        }
    }

    private static final class Time extends PropertyEditorSupport {
        /** A plus that was not escaped arrives as a space. */
        @Override
        public void setAsText(String text) {
            try {
                setValue(OffsetDateTime.parse(text.replace(' ', '+')).toInstant());
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("expected an instant such as 2026-11-20T10:15:30Z, not " + text, e);
            }
        }
    }
}
