package dev.strata.platform.wrong;

import dev.strata.command.wrong.web.SomeController;

/** Breaks the rule that the platform knows no side. */
public final class PlatformCallsSide {
    String ask() {
        return SomeController.answer();
    }
}
