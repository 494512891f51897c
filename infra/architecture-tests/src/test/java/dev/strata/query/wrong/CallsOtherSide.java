package dev.strata.query.wrong;

import dev.strata.command.wrong.web.SomeController;

/** Breaks the rule that sides meet only in the kernel. */
public final class CallsOtherSide {
    String ask() {
        return SomeController.answer();
    }
}
