package dev.strata.sync.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strata.platform.web.ProblemException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverUrlsTest {
    private final ReceiverUrls urls = new ReceiverUrls(false, List.of(443, 8443), new ReachableAddresses(List.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com/strata",
                "https://hooks.example.com:8443/?key=1",
                "https://1.1.1.1/",
                "https://[2606:4700::1111]/a"
            })
    void receivers(String url) {
        assertThat(urls.check(url)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example.com",
                "/strata",
                "http://hooks.example.com/",
                "ftp://hooks.example.com/",
                "file:///etc/passwd",
                "https://hooks.example.com:22/",
                "https://anna:secret@hooks.example.com/",
                "https://anna@hooks.example.com/",
                "https://hooks.example.com/#there",
                "https://127.0.0.1/",
                "https://10.0.0.1/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://169.254.169.254/latest/meta-data"
            })
    void refused(String url) {
        assertThatThrownBy(() -> urls.check(url)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2_048, 5_000})
    void tooLong(int length) {
        assertThatThrownBy(() -> urls.check("https://hooks.example.com/" + "a".repeat(length)))
                .isInstanceOf(ProblemException.class);
    }
}
