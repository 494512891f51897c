package dev.strata.endtoend.edge;

import dev.strata.endtoend.process.StrataProcess;
import java.util.List;

/** Strata as somebody sets it up behind a proxy on the same machine, with limits that a test can reach. */
final class Guarded {
    static final int READS = 150;
    static final int SIGN_INS = 60;
    static final int LOOK_UPS = 6;
    static final String ORIGIN = "https://drive.example.org";

    private static final StrataProcess PROCESS = StrataProcess.start(
            "guarded",
            List.of(
                    "-Xmx512m",
                    "-Dstrata.proxies=127.0.0.1",
                    "-Dstrata.hosts=localhost,127.0.0.1,drive.example.org",
                    "-Dstrata.cors.origins=" + ORIGIN,
                    "-Dstrata.limits.json-body-time=2s",
                    "-Dstrata.limits.rate.reads=" + READS + "/1h",
                    "-Dstrata.limits.rate.sign-in=" + SIGN_INS + "/1h",
                    "-Dstrata.limits.rate.look-ups=" + LOOK_UPS + "/1h",
                    "-Dserver.tomcat.connection-timeout=3s"));

    private Guarded() {}

    static StrataProcess process() {
        return PROCESS;
    }
}
