package dev.strata.storage.pack.azure;

import dev.strata.storage.pack.remote.Patience;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which container in Azure keeps the packs, and how patient we are with it.
 *
 * @param endpoint that of the account, such as {@code https://account.blob.core.windows.net}
 * @param prefix what all names begin with, if the container is shared; a slash is added
 * @param createContainer whether to create a container that does not exist; refused otherwise
 * @param callTimeout for one request and its answer, bodies included
 * @param attempts how often one operation may be tried, together with all its parts
 * @param giveUpAfter no attempt begins later
 * @param pauseMin before the second attempt; doubled before each further one, and taken at random up to that
 * @param blockSize blobs that are larger are sent in blocks of this size
 * @param breakerPause how long a server that fails is left alone before it is tried again
 */
@ConfigurationProperties("strata.storage.azure")
public record AzureSettings(
        URI endpoint,
        String container,
        String account,
        String accountKey,
        @DefaultValue("") String prefix,
        @DefaultValue("false") boolean createContainer,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration readTimeout,
        @DefaultValue("30s") Duration writeTimeout,
        @DefaultValue("2m") Duration callTimeout,
        @DefaultValue("5") int attempts,
        @DefaultValue("1m") Duration giveUpAfter,
        @DefaultValue("200ms") Duration pauseMin,
        @DefaultValue("5s") Duration pauseMax,
        @DefaultValue("16MB") DataSize blockSize,
        @DefaultValue("5s") Duration breakerPause) {
    private static final DataSize BLOCK_MIN = DataSize.ofMegabytes(1);

    public AzureSettings {
        if (container.isBlank() || account.isBlank() || accountKey.isBlank()) {
            throw new IllegalArgumentException("strata.storage.azure needs a container, an account and an account-key");
        }
        if (!isBase64(accountKey)) {
            throw new IllegalArgumentException("strata.storage.azure.account-key is not Base64, as keys of Azure are");
        }
        if (attempts < 1 || blockSize.compareTo(BLOCK_MIN) < 0) {
            throw new IllegalArgumentException(
                    "strata.storage.azure needs 1 attempt or more, and blocks of %s or more".formatted(BLOCK_MIN));
        }
        if (!prefix.matches("[A-Za-z0-9/_.-]*") || prefix.startsWith("/")) {
            throw new IllegalArgumentException("not a prefix of names in Azure: " + prefix);
        }
        prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    Patience patience() {
        return new Patience(attempts, giveUpAfter, pauseMin, pauseMax, breakerPause);
    }

    int blockBytes() {
        return Math.toIntExact(blockSize.toBytes());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "%s/%s/%s".formatted(endpoint, container, prefix);
    }
}
