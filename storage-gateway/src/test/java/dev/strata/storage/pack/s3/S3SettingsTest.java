package dev.strata.storage.pack.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3SettingsTest {
    private static final S3Server SERVER = new S3Server() {
        @Override
        public URI endpoint() {
            return URI.create("https://s3.example.com");
        }

        @Override
        public String accessKey() {
            return "the-access-key";
        }

        @Override
        public String secretKey() {
            return "the-secret-key";
        }

        @Override
        public void close() {}
    };

    @Test
    void neverShowsItsKeys() {
        assertThat(settings("bucket", "packs"))
                .hasToString("https://s3.example.com/packs/of-tests/")
                .extracting(Object::toString)
                .asString()
                .doesNotContain("the-access-key", "the-secret-key");
    }

    @Test
    void endsAPrefixWithASlash() {
        assertThat(settings("prefix", "strata").prefix()).isEqualTo("strata/");
        assertThat(settings("prefix", "strata/").prefix()).isEqualTo("strata/");
        assertThat(settings("prefix", "").prefix()).isEmpty();
    }

    @Test
    void refusesWhatS3WouldRefuseLater() {
        assertThatThrownBy(() -> settings("part-size", "1MB"))
                .rootCause()
                .hasMessageContaining("parts of 5")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> settings("prefix", "a b")).rootCause().hasMessageContaining("a b");
        assertThatThrownBy(() -> settings("bucket", " ")).rootCause().hasMessageContaining("bucket");
        assertThatThrownBy(() -> settings("attempts", "0")).rootCause().hasMessageContaining("1 attempt");
    }

    private static S3Settings settings(String name, String value) {
        return S3Server.settings(SERVER, Map.of(name, value));
    }
}
