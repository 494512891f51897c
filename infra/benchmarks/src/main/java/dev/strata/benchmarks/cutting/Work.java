package dev.strata.benchmarks.cutting;

import dev.strata.benchmarks.harness.Program;
import dev.strata.kernel.content.Profile;
import dev.strata.kernel.content.Sha256;
import dev.strata.kernel.content.Splitter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What is done with the same random bytes; rates in MB (10^6 bytes) for each second of processor time. */
final class Work {
    static final String UNIT = "MB/s";

    private static final int BYTES = 64 << 20;

    /** So much that the ticks in which a shell counts time are few. */
    private static final int FILES = 16;

    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;
    private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final byte[] data = new byte[BYTES];
    private final Splitter splitter = Profile.DEFAULT.splitter();
    private final Duration length;
    private final Path file;
    private final MessageDigest digest = Sha256.digest();
    private final Cipher cipher = newCipher();
    private final SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
    private final byte[] sealed = new byte[splitter.max() + TAG_BITS / Byte.SIZE];
    private long nonces;

    Work(Path folder, Duration length) throws IOException {
        this.length = length;
        new SplittableRandom(0).nextBytes(data);
        this.file = Files.write(folder.resolve("random"), data);
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** Says whether both loops cut alike, and how many chunks there are. */
    String compareCuts() {
        List<Integer> cuts = new ArrayList<>();
        List<Integer> plain = new ArrayList<>();
        for (int place = 0; place < BYTES; place += cuts.getLast()) {
            cuts.add(splitter.cut(data, place, BYTES, true));
        }
        for (int place = 0; place < BYTES; place += plain.getLast()) {
            plain.add(PlainLoop.cut(data, place));
        }
        if (!cuts.equals(plain)) {
            throw new IllegalStateException("the splitter and the plain loop cut differently");
        }
        return "%,d chunks of %,d bytes on average; the plain loop cuts alike"
                .formatted(cuts.size(), BYTES / cuts.size());
    }

    double cut() throws Exception {
        return rate(() -> {
            for (int place = 0; place < BYTES; ) {
                place += splitter.cut(data, place, BYTES, true);
            }
        });
    }

    double cutPlainly() throws Exception {
        return rate(() -> {
            for (int place = 0; place < BYTES; ) {
                place += PlainLoop.cut(data, place);
            }
        });
    }

    double hash() throws Exception {
        return rate(() -> digest.digest(data));
    }

    /** Cuts, names and encrypts each chunk, and the whole content is not hashed a second time. */
    double seal() throws Exception {
        return rate(() -> {
            for (int place = 0; place < BYTES; ) {
                int chunk = splitter.cut(data, place, BYTES, true);
                digest.update(data, place, chunk);
                byte[] id = digest.digest();
                nonces++;
                byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putLong(nonces).array();
                cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
                cipher.updateAAD(id);
                cipher.doFinal(data, place, chunk, sealed, 0);
                place += chunk;
            }
        });
    }

    /** By another program, from the memory of the system. */
    double hashByOpenssl() throws IOException, InterruptedException {
        String files = String.join(" ", Collections.nCopies(FILES, "\"$0\""));
        Program.Run run = Program.run("sh", "-c", "openssl dgst -sha256 -r " + files + " && times", file.toString());
        if (!run.output().startsWith(HexFormat.of().formatHex(digest.digest(data)))) {
            throw new IllegalStateException("openssl finds another hash: " + run.output());
        }
        String children = Arrays.asList(run.output().strip().split("\n")).getLast();
        Matcher time = TIME.matcher(children);
        double seconds = 0;
        while (time.find()) {
            seconds += 60 * Double.parseDouble(time.group(1)) + Double.parseDouble(time.group(2));
        }
        return (double) FILES * BYTES / seconds / 1e6;
    }

    private interface Pass {
        void run() throws Exception;
    }

    private double rate(Pass pass) throws Exception {
        long begin = THREADS.getCurrentThreadCpuTime();
        long passes = 0;
        while (THREADS.getCurrentThreadCpuTime() - begin < length.toNanos()) {
            pass.run();
            passes++;
        }
        return passes * BYTES * 1e3 / (THREADS.getCurrentThreadCpuTime() - begin);
    }
}
