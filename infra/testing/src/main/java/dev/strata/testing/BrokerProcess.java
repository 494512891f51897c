package dev.strata.testing;

import java.io.IOException;
import java.io.PrintStream;

/** A Kafka broker as a process of its own, which ends with the process that started it. */
final class BrokerProcess {
    private BrokerProcess() {}

    /** @param arguments the cluster's id and the file of the broker's settings */
    @SuppressWarnings("MissingSummary")
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().start(BrokerProcess::endWithTheParent);
        Class.forName("kafka.tools.StorageTool")
                .getMethod("execute", String[].class, PrintStream.class)
                .invoke(
                        null,
                        new String[] {"format", "--ignore-formatted", "-t", arguments[0], "-c", arguments[1]},
                        System.out);
        Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object)
                new String[] {arguments[1]});
    }

    private static void endWithTheParent() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes anything.
            }
        } catch (IOException e) {
            // As good as the end.
        }
        Runtime.getRuntime().halt(1);
    }
}
