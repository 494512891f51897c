package dev.strata.kernel.wrong;

import org.axonframework.eventhandling.EventHandler;

/** Breaks the rule that the kernel needs the JDK only. */
public final class KernelKnowsAxon {
    @EventHandler
    void on(String event) {}
}
