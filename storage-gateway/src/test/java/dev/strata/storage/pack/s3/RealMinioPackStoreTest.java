package dev.strata.storage.pack.s3;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RealMinioPackStoreTest extends S3PackStoreContract {
    @TempDir
    static Path directory;

    private static Optional<RealMinio> server = Optional.empty();

    @BeforeAll
    static void start() throws Exception {
        server = RealMinio.start(directory);
        if (server.isEmpty()) {
            System.out.println("pack store contract did not run against MinIO: " + RealMinio.NONE);
        }
        Assumptions.assumeTrue(server.isPresent(), RealMinio.NONE);
        System.out.println(
                "pack store contract runs against MinIO: " + server.get().backing());
    }

    @AfterAll
    static void stop() throws Exception {
        if (server.isPresent()) {
            server.get().close();
        }
    }

    @Override
    S3Server server() {
        return server.orElseThrow();
    }
}
