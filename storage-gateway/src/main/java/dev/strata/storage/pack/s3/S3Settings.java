package dev.strata.storage.pack.s3;

import dev.strata.storage.pack.remote.Patience;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which S3 server keeps the packs, and how patient we are with it.
 *
 * @param prefix what all names begin with, if the bucket is shared; a slash is added
 * @param createBucket whether to create a bucket that does not exist; refused otherwise
 * @param callTimeout for one request and its answer, bodies included
 * @param attempts how often one operation may be tried, together with all its parts
 * @param giveUpAfter no attempt begins later
 * @param pauseMin before the second attempt; doubled before each further one, and taken at random up to that
 * @param partSize objects that are larger are sent in parts of this size; S3 wants 5 MB or more
 * @param breakerPause how long a server that fails is left alone before it is tried again
 */
@ConfigurationProperties("strata.storage.s3")
public record S3Settings(
        URI endpoint,
        String bucket,
        @DefaultValue("us-east-1") String region,
        String accessKey,
        String secretKey,
        @DefaultValue("") String prefix,
        @DefaultValue("false") boolean createBucket,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration readTimeout,
        @DefaultValue("30s") Duration writeTimeout,
        @DefaultValue("2m") Duration callTimeout,
        @DefaultValue("5") int attempts,
        @DefaultValue("1m") Duration giveUpAfter,
        @DefaultValue("200ms") Duration pauseMin,
        @DefaultValue("5s") Duration pauseMax,
        @DefaultValue("16MB") DataSize partSize,
        @DefaultValue("5s") Duration breakerPause) {
    private static final DataSize PART_MIN = DataSize.ofMegabytes(5);

    public S3Settings {
        if (bucket.isBlank() || accessKey.isBlank() || secretKey.isBlank()) {
            throw new IllegalArgumentException("strata.storage.s3 needs a bucket, an access-key and a secret-key");
        }
        if (attempts < 1 || partSize.compareTo(PART_MIN) < 0) {
            throw new IllegalArgumentException(
                    "strata.storage.s3 needs 1 attempt or more, and parts of %s or more".formatted(PART_MIN));
        }
        if (!prefix.matches("[A-Za-z0-9/_.-]*") || prefix.startsWith("/")) {
            throw new IllegalArgumentException("not a prefix of S3 names: " + prefix);
        }
        prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    Patience patience() {
        return new Patience(attempts, giveUpAfter, pauseMin, pauseMax, breakerPause);
    }

    int partBytes() {
        return Math.toIntExact(partSize.toBytes());
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "%s/%s/%s".formatted(endpoint, bucket, prefix);
    }
}
