package dev.strata.command.wrong.web;

/** Belongs to the HTTP of a side. */
public final class SomeController {
    private SomeController() {}

    public static String answer() {
        return "answer";
    }
}
