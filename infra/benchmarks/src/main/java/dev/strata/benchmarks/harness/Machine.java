package dev.strata.benchmarks.harness;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Where the figures were taken, as far as it bears on them. */
record Machine(
        int cores,
        String processor,
        String shaExtensions,
        double loadAverage,
        String system,
        String java,
        long heapMaxBytes,
        String disk) {
    private static final double BUSY = 1.5;
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");
    private static final String UNKNOWN = "unknown";

    static Machine here(Path work) throws IOException {
        List<String> cpuinfo = Files.isReadable(CPUINFO) ? Files.readAllLines(CPUINFO) : List.of();
        String flags = value(cpuinfo, "flags", "Features");
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                value(cpuinfo, "model name"),
                flags.equals(UNKNOWN)
                        ? UNKNOWN
                        : Arrays.stream(flags.split(" "))
                                .filter(flag -> flag.equals("sha_ni") || flag.equals("sha2"))
                                .findFirst()
                                .orElse("none"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                "%s %s %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")),
                "%s (%s)".formatted(Runtime.version(), System.getProperty("java.vendor")),
                Runtime.getRuntime().maxMemory(),
                Files.getFileStore(work).type());
    }

    private static String value(List<String> cpuinfo, String... names) {
        return cpuinfo.stream()
                .filter(line -> Arrays.stream(names).anyMatch(line::startsWith))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(UNKNOWN);
    }

    boolean isBusy() {
        return loadAverage > BUSY;
    }

    boolean forgetsOnPowerFailure() {
        return disk.equals("tmpfs") || disk.equals("ramfs");
    }
}
