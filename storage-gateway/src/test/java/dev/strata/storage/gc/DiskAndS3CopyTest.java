package dev.strata.storage.gc;

import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.filesystem.FilesystemPackStore;
import dev.strata.storage.pack.s3.S3PackStore;
import dev.strata.storage.pack.s3.S3ProxyServer;
import dev.strata.storage.pack.s3.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** From a disk to an S3 server, and back. */
class DiskAndS3CopyTest {
    @TempDir
    static Path objects;

    private static S3ProxyServer server;

    @BeforeAll
    static void start() throws Exception {
        server = S3ProxyServer.start(objects);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static PackStore s3() throws IOException {
        return S3PackStore.open(S3Server.settings(server, Map.of()));
    }

    @Nested
    class FromDiskToS3 extends StoreCopyContract {
        @TempDir
        private Path disk;

        @Override
        PackStore source() throws IOException {
            return FilesystemPackStore.open(disk);
        }

        @Override
        PackStore target() throws IOException {
            return s3();
        }
    }

    @Nested
    class FromS3ToDisk extends StoreCopyContract {
        @TempDir
        private Path disk;

        @Override
        PackStore source() throws IOException {
            return s3();
        }

        @Override
        PackStore target() throws IOException {
            return FilesystemPackStore.open(disk);
        }
    }
}
