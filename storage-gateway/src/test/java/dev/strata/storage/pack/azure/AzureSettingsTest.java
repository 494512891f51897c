package dev.strata.storage.pack.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AzureSettingsTest {
    private static final Azurite AZURE = new Azurite(
            URI.create("https://drive.blob.core.windows.net"), "drive", "dGhlIGtleQ==", "nothing", () -> {});

    @Test
    void neverShowsItsKey() {
        assertThat(settings("container", "packs"))
                .hasToString("https://drive.blob.core.windows.net/packs/of-tests/")
                .asString()
                .doesNotContain("dGhlIGtleQ");
    }

    @Test
    void endsAPrefixWithASlash() {
        assertThat(settings("prefix", "strata").prefix()).isEqualTo("strata/");
        assertThat(settings("prefix", "strata/").prefix()).isEqualTo("strata/");
        assertThat(settings("prefix", "").prefix()).isEmpty();
    }

    @Test
    void refusesWhatAzureWouldRefuseLater() {
        assertThatThrownBy(() -> settings("block-size", "1KB")).rootCause().hasMessageContaining("blocks of 1");
        assertThatThrownBy(() -> settings("prefix", "a b")).rootCause().hasMessageContaining("a b");
        assertThatThrownBy(() -> settings("container", " ")).rootCause().hasMessageContaining("container");
        assertThatThrownBy(() -> settings("attempts", "0")).rootCause().hasMessageContaining("1 attempt");
        assertThatThrownBy(() -> settings("account-key", "not!base64"))
                .rootCause()
                .hasMessageContaining("account-key")
                .hasMessageNotContaining("not!base64");
    }

    private static AzureSettings settings(String name, String value) {
        return AZURE.settings(Map.of(name, value));
    }
}
