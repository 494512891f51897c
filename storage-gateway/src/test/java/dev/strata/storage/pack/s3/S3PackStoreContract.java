package dev.strata.storage.pack.s3;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.storage.chunk.ChunkStoreException;
import dev.strata.storage.pack.remote.RemotePackStoreContract;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@link S3PackStore} promises with every server. */
abstract class S3PackStoreContract extends RemotePackStoreContract<S3Content> {
    private S3Settings settings;

    abstract S3Server server();

    @Override
    protected void prepare() {
        settings = S3Server.settings(server(), Map.of("part-size", "5MB"));
    }

    @Override
    protected S3PackStore open() throws IOException {
        return S3PackStore.open(settings);
    }

    @Override
    protected S3Objects objects() {
        return S3PackStore.objects(settings);
    }

    @Override
    protected int partedBytes() {
        return 11_000_000;
    }

    @Test
    void aMissingBucketIsNamed() {
        S3Settings absent = S3Server.settings(server(), Map.of("create-bucket", "false"));

        assertThatThrownBy(() -> S3PackStore.open(absent))
                .isInstanceOf(ChunkStoreException.class)
                .hasMessageContaining(absent.bucket())
                .hasMessageContaining("create-bucket");
    }

    @Test
    void aWrongKeyIsRefusedWithoutBeingShown() {
        S3Settings stranger = S3Server.settings(server(), Map.of("secret-key", "not-the-secret"));

        assertThatThrownBy(() -> S3PackStore.open(stranger))
                .isInstanceOf(ChunkStoreException.class)
                .hasMessageContaining("403")
                .hasMessageNotContaining("not-the-secret");
    }
}
