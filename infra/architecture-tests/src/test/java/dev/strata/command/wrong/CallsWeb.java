package dev.strata.command.wrong;

import dev.strata.command.wrong.web.SomeController;

/** Breaks the rule that web is a leaf. */
public final class CallsWeb {
    String ask() {
        return SomeController.answer();
    }
}
